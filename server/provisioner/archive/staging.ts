/** The folders in which archives are made and laid out for reading, and the files in them. */
import { constants } from 'node:fs';
import { type FileHandle, lchown, mkdir, open, readdir, rm } from 'node:fs/promises';
import { STAGING_FOLDER } from '../../shared/paths.ts';
import type { Check } from '../checks.ts';
import { errorCode, Failure } from '../failure.ts';
import { withLock } from '../lock.ts';
import { groupId } from '../system-ids.ts';
import { lookForFolder, removeTree } from '../tree.ts';

/** Every file that an archive may have. */
export const ARCHIVE_FILES = [
  'home.tar.zst',
  'home.list.zst',
  'database.dump',
  'repository.bundle',
  'secrets.sealed',
  'manifest.json',
] as const;
export type ArchiveFileName = (typeof ARCHIVE_FILES)[number];

export const archiveFileName: Check<ArchiveFileName> = (value, place) => {
  const name = ARCHIVE_FILES.find((known) => known === value);
  if (name) return name;
  throw new Failure('invalid', `${place}: an archive has no such file.`);
};

export function stagingFolderOf(id: string): string {
  return `${STAGING_FOLDER}/${id}`;
}

/** Runs `work` while nothing else writes to, or removes, this folder. */
export function withStaging<T>(id: string, work: () => Promise<T>): Promise<T> {
  return withLock(`staging-${id.slice(0, 4)}`, work);
}

/** root:homelab 0770: the web side lays its own files beside those that root writes. */
export async function createStaging(id: string): Promise<void> {
  const folder = stagingFolderOf(id);
  if (await lookForFolder(folder)) return;
  await mkdir(folder, { mode: 0o770 });
  await giveToGroup(folder, 0o770);
}

export async function removeStaging(id: string): Promise<boolean> {
  const folder = stagingFolderOf(id);
  if (!(await lookForFolder(folder))) return false;
  await removeTree(folder);
  return true;
}

/** Ids of the folders that there are. */
export async function listStaging(): Promise<string[]> {
  return readdir(STAGING_FOLDER);
}

/** A new file in a folder of root's, open for writing; what was there under its name goes. */
export async function createFile(folder: string, name: ArchiveFileName): Promise<FileHandle> {
  await rm(`${folder}/${name}`, { force: true });
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  const file = await open(`${folder}/${name}`, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o640).catch(
    (error: unknown) => {
      if (errorCode(error) !== 'ENOENT') throw error;
      throw new Failure('missing', `The folder ${folder} does not exist. Try again from the start.`);
    },
  );
  await file.chown(0, await groupId('homelab'));
  await file.chmod(0o640);
  return file;
}

/** A regular file, open for reading. No link is followed: the web side may write into a staging folder. */
export async function openFile(folder: string, name: ArchiveFileName): Promise<FileHandle> {
  const file = await open(`${folder}/${name}`, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(
    (error: unknown) => {
      if (errorCode(error) === 'ENOENT') throw new Failure('missing', `The file ${name} of the archive is missing.`);
      if (errorCode(error) === 'ELOOP') throw new Failure('conflict', `${folder}/${name} is a symbolic link.`);
      throw error;
    },
  );
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new Failure('conflict', `${folder}/${name} is not a regular file.`);
}

/** Makes a folder root:homelab. */
export async function giveToGroup(folder: string, mode: number): Promise<void> {
  await lchown(folder, 0, await groupId('homelab'));
  const opened = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW);
  await opened.chmod(mode).finally(() => opened.close());
}
