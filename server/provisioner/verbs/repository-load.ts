/** repository.load: every branch, tag and note of a bundle into the experiment's repository. */
import { besideRepository } from '../archive/repository.ts';
import { runSandboxed } from '../archive/sandbox.ts';
import { openFile, stagingFolderOf } from '../archive/staging.ts';
import { experimentId, object, subjectFields } from '../checks.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 240;

export const loadRepository: Verb<'repository.load'> = {
  check: object({ ...subjectFields, stagingId: experimentId }),
  exclusive: true,
  minutes: MINUTES,
  async run({ name, id, stagingId }, { signal }) {
    const { user, properties } = await besideRepository({ name, id });
    const file = await openFile(stagingFolderOf(stagingId), 'repository.bundle');
    try {
      if ((await file.stat()).size === 0) return { refs: 0 };
      const { stdout } = await runSandboxed(
        { script: 'load-repository', user, properties, input: file.fd, signal, minutes: MINUTES },
        'The repository could not be restored',
      );
      return { refs: Number(/^pushed (\d+)$/m.exec(stdout)?.[1] ?? 0) };
    } finally {
      await file.close();
    }
  },
};
