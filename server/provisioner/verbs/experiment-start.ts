/** experiment.start: lets a stopped experiment run again. Starts nothing by itself. */
import { openAccount, requireAccount } from '../account.ts';
import { subject } from '../checks.ts';
import type { Verb } from '../verb.ts';
import { changeAccounts } from './account-create.ts';

export const startExperiment: Verb<'experiment.start'> = {
  check: subject,
  exclusive: true,
  async run(args) {
    const { user } = await requireAccount(args);
    await openAccount(user, changeAccounts);
    return {};
  },
};
