/** Files of an archive from one folder of root's to another: by a second name for the same file where that is possible. */
import { link, rm } from 'node:fs/promises';
import type { ArchiveFile } from '../../shared/archive-manifest.ts';
import { errorCode } from '../failure.ts';
import { receive } from './receive.ts';
import { archiveFileName, createFile, openFile } from './staging.ts';

/** Gives whether bytes were copied: what has merely a second name needs no reading back. */
export async function copyFiles(
  from: string,
  to: string,
  files: readonly ArchiveFile['name'][],
  { signal, tell }: { signal: AbortSignal; tell: (line: string) => void },
): Promise<boolean> {
  let copied = false;
  for (const name of files) {
    if (await linkFile(from, to, name)) continue;
    copied = true;
    const source = await openFile(from, archiveFileName(name, 'file'));
    const target = await createFile(to, archiveFileName(name, 'file'));
    try {
      const stream = source.createReadStream({ autoClose: false, highWaterMark: 1024 ** 2 });
      await receive(stream, target, { signal, folder: to, tell: (bytes) => tell(`${name}: ${bytes} bytes copied`) });
    } finally {
      await Promise.all([source.close(), target.close()]);
    }
  }
  return copied;
}

async function linkFile(from: string, to: string, name: string): Promise<boolean> {
  await (await openFile(from, archiveFileName(name, 'file'))).close(); // a regular file, and no link
  try {
    await rm(`${to}/${name}`, { force: true });
    await link(`${from}/${name}`, `${to}/${name}`);
    return true;
  } catch (error) {
    if (['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP'].includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}
