import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { experiments, people } from '../../db/schema/index.ts';
import { findUserIds } from '../../system/accounts.ts';
import { audit } from '../audit.ts';

const JOB = { kind: 'job', name: 'people' } as const;

/**
 * Looks for accounts that have gone from the machine, and for such that have come back. The experiments of one that is gone are the
 * administrators' until it is back with the same user id or somebody else is made the owner; memberships rest meanwhile, since
 * who is gone cannot log in. Nothing is deleted: a name service that is away for a while must not cost anybody anything.
 * Gives the names of those that are back.
 */
export async function checkPeople(db: Database, find: typeof findUserIds = findUserIds): Promise<string[]> {
  const known = await db.select().from(people);
  const found = await find(known.map(({ username }) => username));
  const isThere = (person: (typeof known)[number]) => found.get(person.username) === person.uid;
  const gone = known.filter((person) => person.missingSince === null && !isThere(person));
  const back = known.filter((person) => person.missingSince !== null && isThere(person));
  for (const { username } of gone) {
    await db.transaction(async (tx) => {
      await tx.update(people).set({ missingSince: new Date() }).where(eq(people.username, username));
      const left = await tx
        .update(experiments)
        .set({ ownerMissingSince: new Date() })
        .where(and(eq(experiments.owner, username), isNull(experiments.ownerMissingSince)))
        .returning({ name: experiments.name });
      await audit(tx, JOB, 'person.missing', username, { experiments: left.map(({ name }) => name) });
    });
  }
  if (back.length === 0) return [];
  const names = back.map(({ username }) => username);
  await db.transaction(async (tx) => {
    await tx.update(people).set({ missingSince: null }).where(inArray(people.username, names));
    await tx
      .update(experiments)
      .set({ ownerMissingSince: null })
      .where(and(inArray(experiments.owner, names), isNotNull(experiments.ownerMissingSince)));
    await audit(tx, JOB, 'person.back', names.join(' '), {});
  });
  return names;
}
