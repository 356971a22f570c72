import { readFile } from 'node:fs/promises';
import { ARCHIVE_FOLDERS_FILE } from '../../shared/paths.ts';
import { plainPath } from './plain-path.ts';

/** Folders that root allows for archives beside the platform's own. The provisioner reads the file itself again. */
export async function allowedFolders(): Promise<string[]> {
  const content = await readFile(ARCHIVE_FOLDERS_FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return content
    .split('\n')
    .map((line) => line.trim())
    .filter(plainPath);
}
