/** experiment.stop: ends everything of an experiment and lets nothing of it start until experiment.start. */
import { sliceOf, unitOf, WORKSPACES } from '../../shared/names.ts';
import { closeAccount, requireAccount } from '../account.ts';
import { subject } from '../checks.ts';
import { endProcesses } from '../processes.ts';
import { stopUnits } from '../systemd.ts';
import type { Verb } from '../verb.ts';
import { changeAccounts } from './account-create.ts';

export const stopExperiment: Verb<'experiment.stop'> = {
  check: subject,
  exclusive: true,
  async run(args, { progress }) {
    const { user, uid } = await requireAccount(args);
    // First the account: a workspace that is starting in this moment finds it closed when it is up, and ends itself.
    await closeAccount(user, changeAccounts);
    progress(`Stopping everything that ${user} runs`);
    const workspaces = WORKSPACES.map((workspace) => unitOf(args.name, workspace));
    await stopUnits([...workspaces, `user@${uid}.service`, sliceOf(uid)]);
    await endProcesses(uid);
    return {};
  },
};
