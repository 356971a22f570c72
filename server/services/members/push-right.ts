import { AppError } from '../../shared/errors.ts';
import { GiteaError, openGitea } from '../../system/gitea.ts';

/**
 * Lets a person push to an experiment's repository. Gives Gitea's reason where it can have no account of that name; throws
 * `unavailable` when it does not answer.
 */
export async function grantPush(name: string, username: string): Promise<string | null> {
  return ask(async (gitea) => (await gitea.addCollaborator({ name, username })).refusal);
}

/** Takes the right to push away. Throws `unavailable` when Gitea does not answer: then nothing of the change may be done. */
export async function revokePush(name: string, username: string): Promise<void> {
  await ask((gitea) => gitea.removeCollaborator({ name, username }));
}

async function ask<T>(work: (gitea: Awaited<ReturnType<typeof openGitea>>) => Promise<T>): Promise<T> {
  try {
    return await work(await openGitea());
  } catch (error) {
    if (!(error instanceof GiteaError)) throw error;
    throw new AppError('unavailable', `${error.message} Try again.`, { cause: error });
  }
}
