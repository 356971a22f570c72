/** Where the archives of the local store are: the platform's own folder, or one that root allows in a file of its own. */
import { lstat, readFile } from 'node:fs/promises';
import type { ArchivePlace } from '../../shared/archive-verbs.ts';
import { ARCHIVE_FOLDER, ARCHIVE_FOLDERS_FILE } from '../../shared/paths.ts';
import { type Check, experimentId, text } from '../checks.ts';
import { Failure } from '../failure.ts';
import { lookForFolder } from '../tree.ts';

/** Null, or an absolute path without `.`, `..` and empty parts. Whether it is allowed is looked up when it is used. */
export const archiveFolder: Check<string | null> = (value, place) => {
  if (value === null) return null;
  const path = text(value, place);
  if (/^(\/[^/\n]+)+$/.test(path) && !/\/\.{1,2}(\/|$)/.test(path) && path.length <= 1024) return path;
  throw new Failure('invalid', `${place}: an absolute path without “..” is expected, or null.`);
};

export const placeFields = { archiveId: experimentId, folder: archiveFolder };

/** The folder that archives are in. Throws `conflict` when root does not allow it, or anybody but root could change it. */
export async function storeFolder(folder: string | null): Promise<string> {
  const path = folder ?? ARCHIVE_FOLDER;
  if (folder !== null && !(await allowedFolders()).includes(folder)) {
    throw new Failure(
      'conflict',
      `${folder} is not among the folders that are allowed for archives. Root allows it by a line in ${ARCHIVE_FOLDERS_FILE}.`,
    );
  }
  if (!(await lookForFolder(path)))
    throw new Failure('missing', `The folder ${path} does not exist. Is its disk mounted?`);
  const { uid, mode } = await lstat(path);
  if (uid === 0 && (mode & 0o022) === 0) return path;
  throw new Failure('conflict', `The folder ${path} must belong to root and be writable for root alone.`);
}

export async function archivePath({ archiveId, folder }: ArchivePlace): Promise<string> {
  return `${await storeFolder(folder)}/${archiveId}`;
}

async function allowedFolders(): Promise<string[]> {
  const content = await readFile(ARCHIVE_FOLDERS_FILE, 'utf8').catch(() => '');
  return content.split('\n').map((line) => line.trim());
}
