/** archive.fetch: the files of an archive, laid out in a staging folder for reading and compared with the manifest. */
import { archiveFiles, checkFiles } from '../archive/check-files.ts';
import { copyFiles } from '../archive/copy-files.ts';
import { archivePath, placeFields } from '../archive/places.ts';
import { createStaging, stagingFolderOf, withStaging } from '../archive/staging.ts';
import { experimentId, object } from '../checks.ts';
import { Failure } from '../failure.ts';
import type { Verb } from '../verb.ts';

export const fetchArchive: Verb<'archive.fetch'> = {
  check: object({ ...placeFields, stagingId: experimentId, files: archiveFiles }),
  exclusive: false,
  minutes: 600,
  async run({ stagingId, files, ...place }, { progress, signal }) {
    const archive = await archivePath(place);
    return withStaging(stagingId, async () => {
      await createStaging(stagingId);
      const staging = stagingFolderOf(stagingId);
      try {
        const names = [...files.map((file) => file.name), 'manifest.json'];
        await copyFiles(archive, staging, names, { signal, tell: progress });
      } catch (error) {
        if (error instanceof Failure && error.code === 'missing') return { problem: error.message };
        throw error;
      }
      return { problem: await checkFiles(staging, files, { deep: false, signal }) };
    });
  },
};
