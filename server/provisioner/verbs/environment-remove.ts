/** environment.remove: takes the experiment's environment file away. */
import { environmentFileOf } from '../../shared/names.ts';
import { subject } from '../checks.ts';
import { removeOwned } from '../owned-file.ts';
import type { Verb } from '../verb.ts';

export const removeEnvironment: Verb<'environment.remove'> = {
  check: subject,
  exclusive: true,
  run: async (args) => ({ removed: await removeOwned(environmentFileOf(args.name), args) }),
};
