import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { experiments, members, people, sessions, sshKeys } from '../../db/schema/index.ts';
import { audit } from '../audit.ts';

const JOB = { kind: 'job', name: 'people' } as const;

/**
 * Remembers which account a user name stands for. Where the name stood for another account before (removed and made again with
 * another user id), what belonged to that one is detached first: the new account gets nothing by its name.
 */
export async function notePerson(tx: Executor, username: string, uid: number): Promise<void> {
  const [known] = await tx.select().from(people).where(eq(people.username, username)).for('update');
  if (known && known.uid !== uid) await detachPerson(tx, username, known.uid);
  await tx
    .insert(people)
    .values({ username, uid })
    .onConflictDoUpdate({ target: people.username, set: { uid, seenAt: new Date(), missingSince: null } });
}

/**
 * Takes everything from a user name: memberships and sessions end, and experiments stay without an owner (shown as
 * `name#uid`, which no account can be called) until an administrator gives them to somebody.
 */
async function detachPerson(tx: Executor, username: string, uid: number): Promise<void> {
  await tx.delete(sessions).where(eq(sessions.username, username));
  const ended = await tx.delete(members).where(eq(members.username, username)).returning({ id: members.experimentId });
  const left = await tx
    .update(experiments)
    .set({ owner: `${username}#${uid}`, ownerMissingSince: new Date() })
    .where(eq(experiments.owner, username))
    .returning({ name: experiments.name });
  await tx
    .update(sshKeys)
    .set({ addedBy: `${username}#${uid}` })
    .where(eq(sshKeys.addedBy, username)); // opens nothing any more
  await audit(tx, JOB, 'person.detach', username, {
    uid,
    memberships: ended.length,
    experiments: left.map(({ name }) => name),
  });
}
