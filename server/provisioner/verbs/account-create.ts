/** account.create: the experiment's system user and group. */
import { setTimeout as pause } from 'node:timers/promises';
import { accountOf, homeOf } from '../../shared/names.ts';
import { execute, ProcessError } from '../../shared/process.ts';
import type { Subject } from '../../shared/provisioner-protocol.ts';
import { type Account, findGroup, findOwnAccount, foreign, isIdTaken, markOf, requireAccount } from '../account.ts';
import { subject } from '../checks.ts';
import { withLock } from '../lock.ts';
import { takeUserId } from '../user-ids.ts';
import type { Verb } from '../verb.ts';

export const createAccount: Verb<'account.create'> = {
  check: subject,
  exclusive: true,
  async run(args, { progress }) {
    const user = accountOf(args.name);
    const existing = await findOwnAccount(args);
    if (existing) {
      await completeGroup(args.name, existing);
      return { uid: existing.uid, created: false };
    }
    if (await findGroup(args.name)) throw foreign('group', user);
    progress(`Adding the system user ${user}`);
    await withLock('accounts', async () => {
      const id = String(await takeUserId(isIdTaken));
      // The group that useradd makes gets the same id, or none: the range has no other.
      await addUser(args, id, ['--user-group', '--key', `GID_MIN=${id}`, '--key', `GID_MAX=${id}`]);
    });
    return { uid: (await requireAccount(args)).uid, created: true };
  },
};

/** Runs useradd for the experiment's user. Call it under the lock on accounts. `group`: where its group comes from. */
export async function addUser(subject: Subject, uid: string, group: string[]): Promise<void> {
  await runShadow('/usr/sbin/useradd', [
    ...['--uid', uid, ...group],
    ...['--no-create-home', '--no-log-init', '--home-dir', homeOf(subject.name)],
    ...['--shell', '/bin/bash', '--comment', markOf(subject.id)],
    // No range of subordinate ids: each takes 65,536 of the ids that a container has few of.
    ...['--key', 'SUB_UID_COUNT=0', '--key', 'SUB_GID_COUNT=0'],
    ...['--', accountOf(subject.name)],
  ]);
}

/** useradd writes the user before the group: a power cut in between leaves one of ours without its group. */
export async function completeGroup(name: string, account: Account): Promise<void> {
  const group = await findGroup(name);
  if (group && group.gid !== account.gid) throw foreign('group', account.user);
  if (!group) await changeAccounts('/usr/sbin/groupadd', ['--gid', String(account.gid), '--', account.user]);
}

const BUSY = /cannot lock|try again later|existing lock file/;

/** Runs a program of the shadow suite under the lock on accounts. */
export async function changeAccounts(program: string, args: string[]): Promise<void> {
  await withLock('accounts', () => runShadow(program, args));
}

/** A program of the shadow suite gives up at once when another one, a person's, holds the lock on the account files. */
async function runShadow(program: string, args: string[]): Promise<void> {
  for (let left = 50; ; left--) {
    const result = await execute(program, args);
    if (result.code === 0) return;
    if (left === 0 || !BUSY.test(result.stderr))
      throw new ProcessError(program, `ended with status ${result.code}`, result);
    await pause(100);
  }
}
