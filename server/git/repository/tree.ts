import { GitError, readGit, readGitText } from './git.ts';

export interface Entry {
  /** Name as it is shown; bytes that are not UTF-8 are replaced. */
  name: string;
  /** The name survives being written as UTF-8, so an address can be made of it. */
  linkable: boolean;
  kind: 'folder' | 'file' | 'link' | 'submodule';
  id: string;
  size: number | null;
}

/** What a path leads to in a commit. */
export type Found = { kind: 'folder' | 'file'; id: string };

/** Splits a path and refuses what git would read in another way: empty parts, `.`, `..`, NUL. null when refused. */
export function pathParts(path: string): string[] | null {
  const parts = path.split('/').filter((each, at, all) => each !== '' || (at !== 0 && at !== all.length - 1));
  return parts.some((each) => each === '' || each === '.' || each === '..' || each.includes('\0')) ? null : parts;
}

/** Finds what is at `path` (checked by `pathParts`) in a commit; null when there is nothing or a submodule. */
export async function findPath(folder: string, commit: string, path: readonly string[]): Promise<Found | null> {
  const name = `${commit}:${path.join('/')}`;
  try {
    const id = (await readGitText(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', name])).trim();
    const type = (await readGitText(folder, ['cat-file', '-t', id])).trim();
    if (type === 'tree') return { kind: 'folder', id };
    return type === 'blob' ? { kind: 'file', id } : null;
  } catch (error) {
    if (error instanceof GitError) return null;
    throw error;
  }
}

/** Entries of a folder by its id: folders first, then by name. */
export async function listTree(folder: string, id: string): Promise<Entry[]> {
  const { bytes } = await readGit(folder, ['ls-tree', '-z', '--long', id]);
  const entries: Entry[] = [];
  let start = 0;
  for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
    const entry = readEntry(bytes.subarray(start, end));
    if (entry) entries.push(entry);
    start = end + 1;
  }
  const rank = (entry: Entry) => (entry.kind === 'folder' ? 0 : 1);
  return entries.sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : 1));
}

/** `<mode> <type> <id> <size>TAB<name>`, see git-ls-tree(1). */
function readEntry(record: Buffer): Entry | null {
  const tab = record.indexOf(9);
  const [mode, type, id = '', size] = record.subarray(0, tab).toString('latin1').split(/ +/);
  if (tab < 0 || mode === undefined) return null;
  const raw = record.subarray(tab + 1);
  const name = raw.toString('utf8');
  const kind = type === 'tree' ? 'folder' : type === 'commit' ? 'submodule' : mode === '120000' ? 'link' : 'file';
  return { name, linkable: Buffer.from(name).equals(raw), kind, id, size: type === 'blob' ? Number(size) : null };
}

/** Size of a file in bytes by its id. */
export async function blobSize(folder: string, id: string): Promise<number> {
  return Number(await readGitText(folder, ['cat-file', '-s', id]));
}

/** Up to `maxBytes` of a file by its id. */
export async function readBlob(folder: string, id: string, maxBytes: number): Promise<Buffer> {
  return (await readGit(folder, ['cat-file', 'blob', id], maxBytes)).bytes;
}
