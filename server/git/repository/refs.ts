import { run } from '../../shared/process.ts';
import { GIT_ENVIRONMENT, readGitText } from './git.ts';

export interface Ref {
  /** Name without `refs/heads/` or `refs/tags/`. */
  name: string;
  kind: 'branch' | 'tag';
  /** The commit that it leads to. */
  commit: string;
}

/**
 * Branches and tags that lead to a commit, the last changed first. What a visitor types is looked up in this list and never
 * given to git as a revision.
 */
export async function listRefs(folder: string): Promise<Ref[]> {
  const format = '%(refname)%00%(objecttype)%00%(objectname)%00%(*objecttype)%00%(*objectname)';
  const args = ['for-each-ref', '--sort=-creatordate', `--format=${format}`, 'refs/heads', 'refs/tags'];
  const refs: Ref[] = [];
  for (const line of (await readGitText(folder, args)).split('\n')) {
    const [ref = '', type, oid = '', peeledType, peeled = ''] = line.split('\0');
    const commit = type === 'commit' ? oid : peeledType === 'commit' ? peeled : null;
    if (commit === null) continue;
    if (ref.startsWith('refs/heads/')) refs.push({ name: ref.slice(11), kind: 'branch', commit });
    if (ref.startsWith('refs/tags/')) refs.push({ name: ref.slice(10), kind: 'tag', commit });
  }
  return refs;
}

/** Tells whether nothing was pushed to a repository yet. */
export async function isEmptyRepository(folder: string): Promise<boolean> {
  return (await readGitText(folder, ['for-each-ref', '--count=1', '--format=x'])) === '';
}

/** The full id of the commit that `id` (hexadecimal, 4 digits at least) names; null when there is none. */
export async function resolveCommit(folder: string, id: string): Promise<string | null> {
  if (!/^[0-9a-f]{4,64}$/.test(id)) return null;
  try {
    return (
      await readGitText(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${id}^{commit}`])
    ).trim();
  } catch {
    return null;
  }
}

/** The commit that a branch, a tag or a commit's id names, in this order; null when there is none. */
export async function resolveName(folder: string, name: string): Promise<string | null> {
  const refs = await listRefs(folder);
  const named = (kind: Ref['kind']) => refs.find((each) => each.kind === kind && each.name === name)?.commit;
  return named('branch') ?? named('tag') ?? (await resolveCommit(folder, name));
}

/** Makes `branch`, which must come from `listRefs`, the one that a clone checks out. */
export async function setDefaultBranch(folder: string, branch: string): Promise<void> {
  await run('git', [`--git-dir=${folder}`, 'symbolic-ref', 'HEAD', `refs/heads/${branch}`], {
    env: { ...GIT_ENVIRONMENT },
  });
}
