/** account.recreate: an experiment's system user that somebody removed, with the user id that it had. */
import { accountOf } from '../../shared/names.ts';
import { findGroup, findOwnAccount, foreign, isIdTaken } from '../account.ts';
import { integer, object, subjectFields } from '../checks.ts';
import { Failure } from '../failure.ts';
import { withLock } from '../lock.ts';
import { FIRST_USER_ID, LAST_USER_ID, wasGiven } from '../user-ids.ts';
import type { Verb } from '../verb.ts';
import { addUser, completeGroup } from './account-create.ts';

export const recreateAccount: Verb<'account.recreate'> = {
  check: object({ ...subjectFields, uid: integer(FIRST_USER_ID, LAST_USER_ID) }),
  exclusive: true,
  async run(args, { progress }) {
    const { uid } = args;
    const user = accountOf(args.name);
    const existing = await findOwnAccount(args);
    if (existing) {
      if (existing.uid !== uid) throw new Failure('conflict', `${user} has user id ${existing.uid} and not ${uid}.`);
      await completeGroup(args.name, existing);
      return { created: false };
    }
    if (!(await wasGiven(uid))) throw new Failure('conflict', `User id ${uid} was never an experiment’s.`);
    // Groups bear no mark; one of this name with this id, which no other experiment ever had, is what is left of its own.
    const group = await findGroup(args.name);
    if (group && group.gid !== uid) throw foreign('group', user);
    progress(`Adding the system user ${user} with its user id ${uid}`);
    await withLock('accounts', async () => {
      if (!group && (await isIdTaken(uid))) throw taken(uid);
      const id = String(uid);
      await addUser(
        args,
        id,
        group ? ['--gid', id] : ['--user-group', '--key', `GID_MIN=${id}`, '--key', `GID_MAX=${id}`],
      );
    });
    return { created: true };
  },
};

function taken(uid: number): Failure {
  return new Failure(
    'conflict',
    `User id ${uid} belongs to another account now. Give that one another id, then try again.`,
  );
}
