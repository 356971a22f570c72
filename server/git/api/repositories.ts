import { accessTo } from '../access.ts';
import { ServiceError } from '../errors.ts';
import { isBranchName, isRepositoryName } from '../names.ts';
import { createRepository, folderOf, removeRepository } from '../repository/folder.ts';
import { isEmptyRepository, listRefs, setDefaultBranch } from '../repository/refs.ts';
import { type Account, findAccount, getAccount } from '../store/accounts.ts';
import { listRepositories, type RepositoryChange, updateRepository } from '../store/repositories.ts';
import { optionalFlag, optionalText, paging, requiredText } from './input.ts';
import { presentRepository } from './presentation.ts';
import { repositoryAnswer, repositoryOf } from './repository-of.ts';
import type { Answer, Call, Route } from './router.ts';

async function create(call: Call, owner: Account): Promise<Answer> {
  const { service, body } = call;
  const name = requiredText(body, 'name', 100);
  if (!isRepositoryName(name)) throw new ServiceError(422, `The repository name is invalid: ${name}`);
  const defaultBranch = optionalText(body, 'default_branch', 100) || 'main';
  if (!isBranchName(defaultBranch)) throw new ServiceError(422, `The branch name is invalid: ${defaultBranch}`);
  if (optionalFlag(body, 'auto_init') || optionalText(body, 'object_format_name') === 'sha256') {
    throw new ServiceError(422, 'The embedded git service makes empty SHA-1 repositories only. Push the first commit.');
  }
  const description = optionalText(body, 'description', 2048) ?? '';
  const isPrivate = optionalFlag(body, 'private') ?? false;
  const repository = await createRepository(service, owner, { name, description, isPrivate, defaultBranch });
  return repositoryAnswer(call, repository, 201);
}

async function update(call: Call): Promise<Answer> {
  const { repository } = repositoryOf(call, 'admin');
  const name = optionalText(call.body, 'name', 100);
  if (name !== undefined && name !== repository.name) {
    throw new ServiceError(422, 'The embedded git service cannot rename a repository.');
  }
  const description = optionalText(call.body, 'description', 2048);
  const isPrivate = optionalFlag(call.body, 'private');
  const isArchived = optionalFlag(call.body, 'archived');
  const defaultBranch = optionalText(call.body, 'default_branch', 255);
  const change: RepositoryChange = {
    ...(description === undefined ? {} : { description }),
    ...(isPrivate === undefined ? {} : { isPrivate }),
    ...(isArchived === undefined ? {} : { isArchived }),
    ...(defaultBranch === undefined ? {} : { defaultBranch }),
  };
  if (defaultBranch !== undefined) await checkOut(call, defaultBranch);
  updateRepository(call.service.db, repository.id, change);
  return repositoryAnswer(call, { ...repository, ...change });
}

async function checkOut(call: Call, branch: string): Promise<void> {
  const { repository } = repositoryOf(call, 'admin');
  const folder = folderOf(call.service.config, repository);
  const refs = await listRefs(folder);
  if (!refs.some((each) => each.kind === 'branch' && each.name === branch)) {
    throw new ServiceError(422, `There is no branch ${branch} to be the default one.`);
  }
  await setDefaultBranch(folder, branch);
}

async function remove(call: Call): Promise<Answer> {
  if (!findAccount(call.service.db, call.params.owner ?? '')) {
    const reason = `user redirect does not exist [name: ${call.params.owner}]`;
    throw new ServiceError(404, 'GetUserByName', [reason]);
  }
  await removeRepository(call.service, repositoryOf(call, 'admin').repository);
  return { status: 204 };
}

async function list(call: Call, only: { owner?: Account; joinedOnly?: boolean }) {
  const viewer = call.caller?.account ?? null;
  const query = call.query.get('q') ?? '';
  const { repositories, total } = listRepositories(call.service.db, { viewer, query, ...only, ...paging(call.query) });
  const found = await Promise.all(
    repositories.map(async (each) => {
      const empty = await isEmptyRepository(folderOf(call.service.config, each));
      const access = accessTo(call.service.db, each, viewer);
      return presentRepository(call.service.config.rootUrl, each, { access, empty });
    }),
  );
  return { found, total };
}

async function search(call: Call): Promise<Answer> {
  const { found, total } = await list(call, {});
  return { status: 200, body: { ok: true, data: found }, total };
}

/** Answers a list call with the repositories alone. */
async function bare(call: Call, only: { owner?: Account; joinedOnly?: boolean }): Promise<Answer> {
  const { found, total } = await list(call, only);
  return { status: 200, body: found, total };
}

function read(call: Call): Promise<Answer> {
  return repositoryAnswer(call, repositoryOf(call, 'read').repository);
}

/** Calls about repositories themselves. */
export const repositoryRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: 'user/repos',
    category: 'repository',
    needs: 'account',
    handle: (call) => create(call, call.caller.account),
  },
  {
    method: 'POST',
    path: 'admin/users/{username}/repos',
    category: 'admin',
    needs: 'administrator',
    handle: (call) => create(call, getAccount(call.service.db, call.params.username ?? '')),
  },
  {
    method: 'GET',
    path: 'user/repos',
    category: 'repository',
    needs: 'account',
    handle: (call) => bare(call, { joinedOnly: true }),
  },
  {
    method: 'GET',
    path: 'users/{username}/repos',
    category: 'repository',
    needs: 'account',
    handle: (call) => bare(call, { owner: getAccount(call.service.db, call.params.username ?? '') }),
  },
  { method: 'GET', path: 'repos/search', category: 'repository', needs: 'anyone', handle: search },
  { method: 'GET', path: 'repos/{owner}/{repo}', category: 'repository', needs: 'anyone', handle: read },
  { method: 'PATCH', path: 'repos/{owner}/{repo}', category: 'repository', needs: 'account', handle: update },
  { method: 'DELETE', path: 'repos/{owner}/{repo}', category: 'repository', needs: 'account', handle: remove },
];
