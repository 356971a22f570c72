import { ensureSecret, setSecret } from '../../services/secrets/secrets.ts';
import { accountOf } from '../../shared/names.ts';
import type { Step, StepContext } from '../step.ts';
import { removeOwn } from './remove-own.ts';

/** The account `exp-<name>`, its repository, the token that pushes from inside, and the owner as a collaborator. */
export const repository: Step = {
  async run(ctx) {
    const { db, gitea, experiment, subject } = ctx;
    const password = await ensureSecret(db, experiment.id, 'GITEA_PASSWORD');
    await gitea.findAccount(accountOf(subject.name)); // when Gitea is away nothing was made, and nothing has to be undone
    await ctx.record({ account: true });
    await gitea.createAccount({ ...subject, password });
    await gitea.createRepository({ ...subject, description: experiment.displayName });
    await renewToken(ctx);
    const { refusal } = await gitea.addCollaborator({ ...subject, username: experiment.owner });
    if (refusal !== null) ctx.line(`Not shared with ${experiment.owner}: ${refusal}`);
  },
  async undo(ctx) {
    if (ctx.recorded.account === true) await removeOwn(() => ctx.gitea.removeAccount(ctx.subject));
  },
};

/** Makes the token that pushes from inside, in the place of the one before, which the git service forgets. */
export async function renewToken({ db, gitea, experiment, subject }: StepContext): Promise<void> {
  const password = await ensureSecret(db, experiment.id, 'GITEA_PASSWORD');
  const token = await gitea.createToken({ ...subject, password });
  await setSecret(db, experiment.id, 'GITEA_TOKEN', token);
}

export const removeRepository: Step = {
  async run({ gitea, subject, line }) {
    await removeOwn(() => gitea.removeAccount(subject));
    line(`Removed ${accountOf(subject.name)} and its repositories`);
  },
};
