import { accountOf } from '../../shared/names.ts';
import { checkLogin, ensurePerson, isLogin } from './accounts.ts';
import type { GiteaConnection } from './connection.ts';
import { GiteaError } from './gitea-error.ts';

export interface GiteaRepository {
  fullName: string;
  defaultBranch: string;
  /** Nothing was pushed yet. */
  empty: boolean;
  archived: boolean;
  /** ISO 8601; a push changes it. */
  updatedAt: string;
}

export interface LastCommit {
  sha: string;
  /** First line of the message. */
  subject: string;
  author: string;
  /** ISO 8601. */
  committedAt: string;
}

export async function createRepository(gitea: GiteaConnection, wanted: { name: string; description: string }) {
  const owner = checkLogin(accountOf(wanted.name));
  try {
    await gitea.call(`Making Gitea’s repository ${owner}/${wanted.name}`, (api) =>
      api.admin.adminCreateRepo(owner, {
        name: wanted.name,
        description: wanted.description,
        private: true,
        auto_init: false,
        default_branch: 'main',
      }),
    );
    return { created: true };
  } catch (error) {
    // The account is the experiment's own, so what it owns under this name is an earlier attempt's.
    const known = error instanceof GiteaError && error.code === 'conflict' && (await getRepository(gitea, wanted));
    if (known) return { created: false };
    throw error;
  }
}

export async function keepPrivate(gitea: GiteaConnection, { name }: { name: string }): Promise<{ wasPublic: boolean }> {
  const owner = checkLogin(accountOf(name));
  const doing = `Making Gitea’s repository ${owner}/${name} private`;
  const found = await gitea.call(doing, (api) => api.repos.repoGet(owner, name));
  if (found.private === true) return { wasPublic: false };
  await gitea.call(doing, (api) => api.repos.repoEdit(owner, name, { private: true }));
  return { wasPublic: true };
}

export async function addCollaborator(
  gitea: GiteaConnection,
  { name, username }: { name: string; username: string },
): Promise<{ refusal: string | null }> {
  const refusal = await refusalOf(ensurePerson(gitea, username));
  if (refusal !== null) return { refusal };
  const owner = checkLogin(accountOf(name));
  await gitea.call(`Sharing Gitea’s repository ${owner}/${name} with ${username}`, (api) =>
    api.repos.repoAddCollaborator(owner, name, username, { permission: 'write' }),
  );
  return { refusal: null };
}

export async function removeCollaborator(
  gitea: GiteaConnection,
  { name, username }: { name: string; username: string },
): Promise<void> {
  if (!isLogin(username)) return; // Gitea can have no account of this name, so it is no collaborator
  const owner = checkLogin(accountOf(name));
  const doing = `Ending the sharing of Gitea’s repository ${owner}/${name} with ${username}`;
  try {
    await gitea.call(doing, (api) => api.repos.repoDeleteCollaborator(owner, name, username));
  } catch (error) {
    const gone = error instanceof GiteaError && (error.status === 404 || error.status === 422);
    if (!gone) throw error;
  }
}

export async function listCollaborators(gitea: GiteaConnection, { name }: { name: string }): Promise<string[]> {
  const owner = checkLogin(accountOf(name));
  const doing = `Asking with whom Gitea’s repository ${owner}/${name} is shared`;
  const found = new Set<string>();
  for (let page = 1; ; page++) {
    const users = await gitea.call(doing, (api) => api.repos.repoListCollaborators(owner, name, { page, limit: 50 }));
    const before = found.size;
    for (const { login } of users) if (login) found.add(login);
    if (found.size === before) return [...found]; // the embedded service gives all of them as every page
  }
}

/** Why a name cannot be an account's: Linux has accounts that Gitea does not take (`admin`, `a__b`). null when it can. */
async function refusalOf(made: Promise<void>): Promise<string | null> {
  try {
    await made;
    return null;
  } catch (error) {
    const isName = error instanceof GiteaError && error.code === 'failed' && [null, 422].includes(error.status);
    if (isName) return error.message;
    throw error;
  }
}

export async function getRepository(
  gitea: GiteaConnection,
  { name }: { name: string },
): Promise<GiteaRepository | null> {
  const owner = checkLogin(accountOf(name));
  const doing = `Looking for Gitea’s repository ${owner}/${name}`;
  const found = await orNull(gitea.call(doing, (api) => api.repos.repoGet(owner, name)));
  if (!found) return null;
  return {
    fullName: found.full_name ?? `${owner}/${name}`,
    defaultBranch: found.default_branch ?? 'main',
    empty: found.empty ?? true,
    archived: found.archived ?? false,
    updatedAt: found.updated_at ?? '',
  };
}

export async function lastCommit(gitea: GiteaConnection, { name }: { name: string }): Promise<LastCommit | null> {
  const owner = checkLogin(accountOf(name));
  const query = { limit: 1, stat: false, verification: false, files: false };
  const doing = `Asking Gitea for the last commit of ${owner}/${name}`;
  const commits = await orNull(gitea.call(doing, (api) => api.repos.repoGetAllCommits(owner, name, query)));
  const last = commits?.[0];
  if (!last) return null;
  return {
    sha: last.sha ?? '',
    subject: (last.commit?.message ?? '').split('\n', 1)[0] ?? '',
    author: last.commit?.author?.name ?? '',
    committedAt: last.commit?.committer?.date ?? '',
  };
}

/** null where there is no such thing, which for commits Gitea also says with 409 of an empty repository. */
async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GiteaError && (error.status === 404 || error.status === 409)) return null;
    throw error;
  }
}
