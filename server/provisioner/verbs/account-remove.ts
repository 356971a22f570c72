/** account.remove: ends everything that runs as the experiment's user, then removes user and group. */
import { accountOf, homeOf, sliceOf, unitOf, WORKSPACES } from '../../shared/names.ts';
import { findGroup, findOwnAccount, foreign } from '../account.ts';
import { subject } from '../checks.ts';
import { Failure } from '../failure.ts';
import { removeLeftovers } from '../leftovers.ts';
import { removeOwned } from '../owned-file.ts';
import { endProcesses } from '../processes.ts';
import { endSessions, sshKeysFileOf } from '../ssh.ts';
import { stopUnits } from '../systemd.ts';
import { lookForFolder } from '../tree.ts';
import type { Verb } from '../verb.ts';
import { changeAccounts } from './account-create.ts';

export const removeAccount: Verb<'account.remove'> = {
  check: subject,
  exclusive: true,
  async run(args, { progress }) {
    const user = accountOf(args.name);
    const account = await findOwnAccount(args);
    if (!account) {
      if (await findGroup(args.name)) throw foreign('group', user);
      return { removed: false };
    }
    const { uid } = account;
    const home = await lookForFolder(homeOf(args.name));
    // Without its account a home cannot be told from a stranger's, and would stay for good.
    if (home?.uid === uid)
      throw new Failure('failed', `The home ${homeOf(args.name)} is still there. Remove it first.`);
    await removeOwned(sshKeysFileOf(args.name), args); // first, so that nobody comes in again
    progress(`Ending the processes of ${user}`);
    await stopUnits([
      ...WORKSPACES.map((workspace) => unitOf(args.name, workspace)),
      `user@${uid}.service`,
      sliceOf(uid),
    ]);
    await endSessions(args.name, []);
    await endProcesses(uid);
    progress(`Removing the system user ${user}`);
    await removeLeftovers(account);
    await changeAccounts('/usr/sbin/userdel', ['--', user]);
    return { removed: true };
  },
};
