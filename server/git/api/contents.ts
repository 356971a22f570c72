import { allows } from '../access.ts';
import { ServiceError } from '../errors.ts';
import { countCommits, listCommits } from '../repository/commits.ts';
import { folderOf } from '../repository/folder.ts';
import { isEmptyRepository, listRefs, resolveName } from '../repository/refs.ts';
import { paging } from './input.ts';
import { presentBranch, presentCommit } from './presentation.ts';
import { repositoryOf } from './repository-of.ts';
import type { Answer, Call, Route } from './router.ts';

async function commits(call: Call): Promise<Answer> {
  const { repository } = repositoryOf(call, 'read');
  const folder = folderOf(call.service.config, repository);
  if (await isEmptyRepository(folder)) throw new ServiceError(409, 'Git Repository is empty.');
  const name = call.query.get('sha') || repository.defaultBranch;
  const start = await resolveName(folder, name);
  if (start === null) throw new ServiceError(404, `object does not exist [id: ${name}, rel_path: ]`);
  const [found, total] = await Promise.all([
    listCommits(folder, start, paging(call.query)),
    countCommits(folder, start),
  ]);
  return {
    status: 200,
    body: found.map((each) => presentCommit(call.service.config.rootUrl, repository, each)),
    total,
  };
}

async function branches(call: Call, only?: string) {
  const { repository, access } = repositoryOf(call, 'read');
  const folder = folderOf(call.service.config, repository);
  const refs = (await listRefs(folder)).filter((each) => each.kind === 'branch' && (only ?? each.name) === each.name);
  const { limit, offset } = paging(call.query);
  const page = refs.slice(offset, offset + limit).map(async (ref) => {
    const [commit] = await listCommits(folder, ref.commit, { limit: 1, offset: 0 });
    return commit ? [presentBranch(ref.name, commit, allows(access, 'write'))] : [];
  });
  return { found: (await Promise.all(page)).flat(), total: refs.length };
}

async function listBranches(call: Call): Promise<Answer> {
  const { found, total } = await branches(call);
  return { status: 200, body: found, total };
}

async function getBranch(call: Call): Promise<Answer> {
  const { found } = await branches(call, call.params.branch ?? '');
  if (!found[0]) throw new ServiceError(404, `branch does not exist [name: ${call.params.branch}]`);
  return { status: 200, body: found[0] };
}

const common = { method: 'GET', category: 'repository', needs: 'anyone' } as const;

/** Calls about what is in a repository. */
export const contentRoutes: readonly Route[] = [
  { path: 'repos/{owner}/{repo}/commits', ...common, handle: commits },
  { path: 'repos/{owner}/{repo}/branches', ...common, handle: listBranches },
  { path: 'repos/{owner}/{repo}/branches/{branch}', ...common, handle: getBranch },
];
