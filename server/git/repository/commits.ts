import { readGit, readGitText } from './git.ts';

export interface Person {
  name: string;
  email: string;
  /** ISO 8601 with the offset of who made it. */
  date: string;
}

export interface Commit {
  id: string;
  tree: string;
  parents: string[];
  author: Person;
  committer: Person;
  message: string;
}

const FORMAT = '%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x00';

/** Commits that lead to `commit` (a full id), the newest first; with `path`, those that changed it. */
export async function listCommits(
  folder: string,
  commit: string,
  page: { limit: number; offset: number; path?: readonly string[] },
): Promise<Commit[]> {
  const range = [`--max-count=${page.limit}`, `--skip=${page.offset}`];
  const path = page.path && page.path.length > 0 ? [page.path.join('/')] : [];
  const args = ['log', '-z', `--format=tformat:${FORMAT}`, ...range, '--end-of-options', commit, '--', ...path];
  const fields = (await readGitText(folder, args)).split('\0');
  const commits: Commit[] = [];
  for (let at = 0; at + 10 < fields.length; at += 11) {
    const [id = '', tree = '', parents = '', ...rest] = fields.slice(at, at + 10);
    const [an = '', ae = '', ad = '', cn = '', ce = '', cd = '', message = ''] = rest;
    commits.push({
      id,
      tree,
      parents: parents.split(' ').filter(Boolean),
      author: { name: an, email: ae, date: ad },
      committer: { name: cn, email: ce, date: cd },
      message: message.trimEnd(),
    });
  }
  return commits;
}

/** How many commits lead to `commit`. */
export async function countCommits(folder: string, commit: string): Promise<number> {
  return Number(await readGitText(folder, ['rev-list', '--count', '--end-of-options', commit]));
}

/** What a commit changed against its first parent, as a patch; `cut` tells that it goes on beyond `maxBytes`. */
export async function readPatch(folder: string, commit: string, maxBytes: number) {
  const plain = ['--no-color', '--no-ext-diff', '--no-textconv', '--no-prefix', '--find-renames', '--root'];
  const args = ['diff-tree', '-p', '-m', '--first-parent', '--no-commit-id', ...plain, '--end-of-options', commit];
  const { bytes, cut } = await readGit(folder, args, maxBytes);
  return { text: bytes.toString('utf8'), cut };
}
