/** experiment.verify: home, database and repository, seen from inside. */

import { ProcessError } from '../../shared/process.ts';
import { subject } from '../checks.ts';
import { asFailure, Failure } from '../failure.ts';
import { runInside } from '../inside.ts';
import type { Verb } from '../verb.ts';

const PROBLEMS: Record<string, string> = {
  home: 'The home cannot be written to',
  database: 'The database does not answer from inside the experiment',
  repository: 'The repository does not answer from inside the experiment',
};

export const verifyExperiment: Verb<'experiment.verify'> = {
  check: subject,
  exclusive: false,
  async run(args) {
    const result = await runInside(args, 'verify');
    const lines = result.stdout.trim().split('\n');
    const checks = lines.flatMap((line) => (line.startsWith('ok ') ? [line.slice(3)] : []));
    if (result.code === 0) return { checks };
    const part = lines.find((line) => line.startsWith('failed '))?.slice(7) ?? '';
    const reason = asFailure(new ProcessError('the check', `ended with status ${result.code}`, result));
    throw new Failure(reason.code, `${PROBLEMS[part] ?? 'The experiment could not be checked'}: ${reason.message}`);
  },
};
