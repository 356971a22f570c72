/** archive.put: a complete archive from staging to its place, in one rename. */
import { mkdir, open, rename } from 'node:fs/promises';
import { archiveFiles, checkFiles } from '../archive/check-files.ts';
import { copyFiles } from '../archive/copy-files.ts';
import { placeFields, storeFolder } from '../archive/places.ts';
import {
  ARCHIVE_FILES,
  giveToGroup,
  openFile,
  removeStaging,
  stagingFolderOf,
  withStaging,
} from '../archive/staging.ts';
import { object } from '../checks.ts';
import { Failure } from '../failure.ts';
import { groupId } from '../system-ids.ts';
import { look, removeTree } from '../tree.ts';
import type { Verb } from '../verb.ts';

export const putArchive: Verb<'archive.put'> = {
  check: object({ ...placeFields, files: archiveFiles }),
  exclusive: false,
  minutes: 600,
  async run({ archiveId, folder, files }, { progress, signal }) {
    const store = await storeFolder(folder);
    const place = `${store}/${archiveId}`;
    return withStaging(archiveId, async () => {
      if (!(await look(place))) {
        const building = `${store}/.${archiveId}.part`;
        await removeTree(building);
        try {
          await mkdir(building, { mode: 0o750 });
          const staging = stagingFolderOf(archiveId);
          const names = ARCHIVE_FILES.filter((name) => files.some((file) => file.name === name));
          const copied = await copyFiles(staging, building, [...names, 'manifest.json'], { signal, tell: progress });
          if (copied) await compare(building, files, signal);
          for (const name of [...names, 'manifest.json'] as const) await settle(building, name);
          await giveToGroup(building, 0o750);
          await syncFolder(building);
          await rename(building, place);
          await syncFolder(store);
        } catch (error) {
          await removeTree(building).catch(() => undefined); // the first failure is the one to tell
          throw error;
        }
      } else await compare(place, files, signal);
      await removeStaging(archiveId);
      return {};
    });
  },
};

async function compare(folder: string, files: Parameters<typeof checkFiles>[1], signal: AbortSignal): Promise<void> {
  const problem = await checkFiles(folder, files, { deep: false, signal });
  if (problem) throw new Failure('failed', `What was written to ${folder} is not what was to be written: ${problem}`);
}

/** root:homelab 0640, whoever wrote it, and on the disk. */
async function settle(folder: string, name: (typeof ARCHIVE_FILES)[number]): Promise<void> {
  const file = await openFile(folder, name);
  try {
    await file.chown(0, await groupId('homelab'));
    await file.chmod(0o640);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path);
  await folder.sync().finally(() => folder.close());
}
