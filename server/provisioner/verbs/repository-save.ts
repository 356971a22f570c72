/** repository.save: what is not committed in the home, as a commit on a branch of its own. The home is not written to. */
import { archiveBranch, besideRepository } from '../archive/repository.ts';
import { runSandboxed } from '../archive/sandbox.ts';
import { object, subjectFields } from '../checks.ts';
import type { Verb } from '../verb.ts';

const MINUTES = 120;

export const saveRepository: Verb<'repository.save'> = {
  check: object({ ...subjectFields, branch: archiveBranch }),
  exclusive: false,
  minutes: MINUTES,
  async run({ name, id, branch }, { signal }) {
    const beside = await besideRepository({ name, id }, { home: true });
    const { stdout } = await runSandboxed(
      { script: 'save-repository', args: [branch], ...beside, signal, minutes: MINUTES },
      'What is not committed could not be pushed',
    );
    return { commit: /^[0-9a-f]{40,64}$/m.exec(stdout)?.[0] ?? null };
  },
};
