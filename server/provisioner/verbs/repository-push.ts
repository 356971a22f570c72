/** repository.push: sends what is committed in the home to the experiment's repository. */
import { ProcessError } from '../../shared/process.ts';
import { subject } from '../checks.ts';
import { asFailure, Failure } from '../failure.ts';
import { runInside } from '../inside.ts';
import type { Verb } from '../verb.ts';

export const pushRepository: Verb<'repository.push'> = {
  check: subject,
  exclusive: true,
  async run(args) {
    const result = await runInside(args, 'push');
    if (result.code === 0) return { pushed: result.stdout.trim() === 'pushed' };
    const reason = asFailure(new ProcessError('git', `ended with status ${result.code}`, result));
    throw new Failure(reason.code, `What is committed could not be pushed: ${reason.message}`);
  },
};
