/** Configuration files of the platform on the machine: marked in their first line, written whole, removed only when marked. */
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Subject } from '../shared/provisioner-protocol.ts';
import { foreign } from './account.ts';
import { look } from './tree.ts';

/** First line of a file that belongs to an experiment. */
export function fileMark(subject: Subject): string {
  return `# Homelab PaaS experiment ${subject.id} ${subject.name}`;
}

export interface Ownership {
  mode: number;
  gid: number;
}

/** Writes `lines` below the mark, in one rename. Throws `conflict` when a file without this mark is there. */
export async function writeOwned(
  path: string,
  subject: Subject,
  lines: string[],
  { mode, gid }: Ownership,
): Promise<void> {
  await isOwned(path, subject);
  await mkdir(dirname(path), { recursive: true, mode: 0o755 });
  const temporary = `${path}.${subject.id}.tmp`; // ends in neither .conf nor .env, so nobody reads it
  try {
    await writeFile(temporary, `${[fileMark(subject), ...lines].join('\n')}\n`, { mode: 0o600, flush: true });
    await chown(temporary, 0, gid);
    await chmod(temporary, mode);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Removes a file of this experiment and gives whether there was one. Throws `conflict` for a file without its mark. */
export async function removeOwned(path: string, subject: Subject): Promise<boolean> {
  await rm(`${path}.${subject.id}.tmp`, { force: true });
  if (!(await isOwned(path, subject))) return false;
  await rm(path);
  return true;
}

/** False when there is nothing. Throws `conflict` for anything but a regular file with this mark. */
async function isOwned(path: string, subject: Subject): Promise<boolean> {
  const found = await look(path);
  if (!found) return false;
  if (!found.isFile() || (await firstLine(path)) !== fileMark(subject)) throw foreign('file', path);
  return true;
}

const MARK = /^# Homelab PaaS experiment ([0-9a-f-]{36}) ([a-z0-9-]+)$/;

/** Whose a file says that it is; null for what is not the platform's. */
export async function readMark(path: string): Promise<{ id: string; name: string } | null> {
  const found = await look(path);
  const mark = found?.isFile() ? MARK.exec(await firstLine(path)) : null;
  return mark ? { id: mark[1] ?? '', name: mark[2] ?? '' } : null;
}

/** First line of a file; empty when there is none. */
export async function firstLine(path: string): Promise<string> {
  const content = await readFile(path, 'utf8').catch(() => '');
  return content.split('\n', 1)[0] ?? '';
}
