/** archive.check: reads an archive back where it is. */
import { archiveFiles, checkFiles } from '../archive/check-files.ts';
import { archivePath, placeFields } from '../archive/places.ts';
import { object } from '../checks.ts';
import type { Verb } from '../verb.ts';

export const checkArchive: Verb<'archive.check'> = {
  check: object({ ...placeFields, files: archiveFiles }),
  exclusive: false,
  minutes: 300,
  async run({ files, ...place }, { signal }) {
    return { problem: await checkFiles(await archivePath(place), files, { deep: true, signal }) };
  },
};
