/** repository.publish: the home's first commit, or what has changed since, pushed to the experiment's repository. */
import { ProcessError } from '../../shared/process.ts';
import { subject } from '../checks.ts';
import { asFailure, Failure } from '../failure.ts';
import { runInside } from '../inside.ts';
import type { Verb } from '../verb.ts';

export const publishRepository: Verb<'repository.publish'> = {
  check: subject,
  exclusive: true,
  async run(args, { progress }) {
    progress('Pushing the home to the repository');
    const result = await runInside(args, 'publish');
    const commit = /^[0-9a-f]{40,64}$/.exec(result.stdout.trim().split('\n').at(-1) ?? '')?.[0];
    if (result.code === 0 && commit) return { commit };
    const reason = asFailure(new ProcessError('git', `ended with status ${result.code}`, result));
    throw new Failure(reason.code, `The home could not be pushed to the repository: ${reason.message}`);
  },
};
