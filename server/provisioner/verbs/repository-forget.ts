/** repository.forget: removes a branch that repository.save made. */
import { archiveBranch, besideRepository } from '../archive/repository.ts';
import { runSandboxed } from '../archive/sandbox.ts';
import { object, subjectFields } from '../checks.ts';
import type { Verb } from '../verb.ts';

export const forgetBranch: Verb<'repository.forget'> = {
  check: object({ ...subjectFields, branch: archiveBranch }),
  exclusive: false,
  async run({ name, id, branch }, { signal }) {
    const { user, properties } = await besideRepository({ name, id });
    const wanted = { script: 'forget-branch', args: [branch], user, properties, signal, minutes: 10 };
    await runSandboxed(wanted, `The branch ${branch} could not be removed`);
    return {};
  },
};
