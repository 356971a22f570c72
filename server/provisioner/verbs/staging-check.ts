/** staging.check: reads the files of an archive that is being made, or was fetched, back from the disk. */
import { archiveFiles, checkFiles } from '../archive/check-files.ts';
import { stagingFolderOf } from '../archive/staging.ts';
import { experimentId, object } from '../checks.ts';
import { Failure } from '../failure.ts';
import type { Verb } from '../verb.ts';

export const checkStaging: Verb<'staging.check'> = {
  check: object({
    stagingId: experimentId,
    files: archiveFiles,
    deep: (value, place) => {
      if (typeof value === 'boolean') return value;
      throw new Failure('invalid', `${place}: true or false is expected.`);
    },
  }),
  exclusive: false,
  minutes: 300,
  async run({ stagingId, files, deep }, { signal }) {
    return { problem: await checkFiles(stagingFolderOf(stagingId), files, { deep, signal }) };
  },
};
