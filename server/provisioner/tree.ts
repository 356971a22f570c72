/** Folders as root: copied without following links, removed without a name being swapped in between. */
import type { Stats } from 'node:fs';
import { lchown, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../shared/process.ts';
import { errorCode, Failure } from './failure.ts';

/** lstat, or null when there is nothing. */
export async function look(path: string): Promise<Stats | null> {
  return lstat(path).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  });
}

/** A folder's own state, or null when there is nothing. Throws `conflict` for anything that is not a folder. */
export async function lookForFolder(path: string): Promise<Stats | null> {
  const found = await look(path);
  if (found?.isSymbolicLink())
    throw new Failure('conflict', `${path} is a symbolic link where a folder is expected. It was left as it is.`);
  if (found && !found.isDirectory()) throw new Failure('conflict', `${path} is not a folder. It was left as it is.`);
  return found;
}

/** Copies folders and regular files; `edit` may change a file's content. Anything else in the source is refused. */
export async function copyTree(from: string, to: string, edit: (content: string) => string): Promise<void> {
  await mkdir(to, { mode: 0o700, recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) await copyTree(source, target, edit);
    else if (entry.isFile())
      await writeFile(target, edit(await readFile(source, 'utf8')), { mode: await fileMode(source) });
    else throw new Failure('failed', `${source} is neither a file nor a folder.`);
  }
}

/** Readable for the owner alone; what was executable stays so. */
async function fileMode(path: string): Promise<number> {
  return (await lstat(path)).mode & 0o100 ? 0o700 : 0o600;
}

/** Writes a file and the folders above it, below a folder that only root can reach. */
export async function writeBelow(folder: string, path: string, content: string, mode: number): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  await writeFile(target, content, { mode });
}

/** Gives a tree to a user, the top last: until then only root can reach what is in it. */
export async function giveTree(path: string, uid: number, gid: number): Promise<void> {
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) await giveTree(below, uid, gid);
    else await lchown(below, uid, gid);
  }
  await lchown(path, uid, gid);
}

/** Removes a tree. rm(1) works with open folders, so an owner who swaps names for links meanwhile gains nothing. */
export async function removeTree(path: string): Promise<void> {
  await run('/usr/bin/rm', ['-rf', '--one-file-system', '--', path], { timeoutMs: 10 * 60_000 });
}
