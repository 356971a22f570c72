import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments, people, sshKeys } from '../../server/db/schema/index.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { notePerson } from '../../server/services/people/note-person.ts';
import type { AskAuthenticator } from '../../server/services/ssh/closed-accounts.ts';
import { followPeople } from '../../server/services/ssh/follow-people.ts';
import { writeSshKeys } from '../../server/services/ssh/write-ssh-keys.ts';
import type { callProvisioner } from '../../server/system/provisioner.ts';
import { createTestDatabase } from './support/test-database.ts';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let id: string;
const subject = () => ({ id, name: 'alpha' });

/** Stands for root's side: what it is told to write. */
let written: string[] | null = null;
const provisioner = (async (_verb: string, args: { keys: string[] }) => {
  written = args.keys;
  return { ended: 0 };
}) as unknown as typeof callProvisioner;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const row = { name: 'alpha', owner: 'ada', state: 'ready' as const, uid: 20_001, limits: defaultLimits() };
  const [made] = await db.insert(experiments).values(row).returning({ id: experiments.id });
  id = made?.id ?? '';
  await db.insert(people).values([
    { username: 'ada', uid: 1001 },
    { username: 'bea', uid: 1002 },
  ]);
  const key = (addedBy: string) => ({
    experimentId: id,
    label: addedBy,
    publicKey: `key-of-${addedBy}`,
    fingerprint: addedBy,
    addedBy,
  });
  await db.insert(sshKeys).values([key('ada'), key('bea')]);
});
afterAll(() => database.remove());

const keysWritten = async () => {
  await writeSshKeys(database.db, provisioner, subject(), 'test');
  return [...(written ?? [])].sort();
};

test('keys open an experiment while the accounts of those who added them are there', async () => {
  expect(await keysWritten()).toEqual(['key-of-ada', 'key-of-bea']);
});

test('the keys of somebody whose account is gone rest, and open again when it is back', async () => {
  const { db } = database;
  await db.update(people).set({ missingSince: new Date() }).where(eq(people.username, 'bea'));
  written = null;
  await followPeople(db, provisioner, []);
  expect(written).toEqual(['key-of-ada']);
  await db.update(people).set({ missingSince: null }).where(eq(people.username, 'bea'));
  written = null;
  await followPeople(db, provisioner, ['bea']);
  expect([...(written ?? [])].sort()).toEqual(['key-of-ada', 'key-of-bea']);
});

test('the keys of somebody who may not log in any more rest, and open again when they may', async () => {
  const { db } = database;
  let outcome: 'accepted' | 'expired' | 'unavailable' = 'expired';
  const ask: AskAuthenticator = async ({ username }) =>
    username === 'bea' && outcome !== 'accepted' ? { outcome } : { outcome: 'accepted', username, admin: false };
  const look = async () => {
    written = null;
    await followPeople(db, provisioner, [], ask);
    return written && [...written].sort();
  };
  expect(await look()).toEqual(['key-of-ada']);
  expect(await look()).toBeNull();
  outcome = 'accepted';
  expect(await look()).toEqual(['key-of-ada', 'key-of-bea']);
  outcome = 'unavailable';
  expect(await look()).toBeNull();
});

test('the keys of an account do not come to be those of a new one with its name', async () => {
  const { db } = database;
  await db.transaction((tx) => notePerson(tx, 'bea', 2002));
  written = null;
  await followPeople(db, provisioner, []);
  expect(written).toEqual(['key-of-ada']);
});
