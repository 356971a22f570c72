/** archive.space: free space where archives are made and kept, and where what is restored goes. */
import { stat, statfs } from 'node:fs/promises';
import type { Space } from '../../shared/archive-verbs.ts';
import { STAGING_FOLDER } from '../../shared/paths.ts';
import { archiveFolder, storeFolder } from '../archive/places.ts';
import { object } from '../checks.ts';
import type { Verb } from '../verb.ts';

const DATABASES = '/var/lib/postgresql';

export const readArchiveSpace: Verb<'archive.space'> = {
  check: object({ folder: archiveFolder }),
  exclusive: false,
  async run({ folder }) {
    const [staging, store, homes, databases] = await Promise.all([
      spaceOf(STAGING_FOLDER),
      spaceOf(await storeFolder(folder)),
      spaceOf('/home'),
      spaceOf(DATABASES),
    ]);
    return { staging, store, homes, databases };
  },
};

async function spaceOf(folder: string): Promise<Space> {
  const [{ bavail, bsize }, { dev }] = await Promise.all([statfs(folder), stat(folder)]);
  return { freeBytes: bavail * bsize, device: String(dev) };
}
