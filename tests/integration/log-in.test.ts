import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { removeExpiredAttempts } from '../../server/auth/attempts.ts';
import { audit, rateLimits } from '../../server/db/schema/index.ts';
import { logIn } from '../../server/services/sessions/log-in.ts';
import type { AuthenticatorAnswer } from '../../server/shared/authenticator-protocol.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

/** PAM belongs to a whole machine, so it is a double here; tests/system/log-in.test.ts has the real one. */
let answer: AuthenticatorAnswer;
vi.mock('../../server/system/authenticator.ts', () => ({ askAuthenticator: async () => answer }));
vi.mock('../../server/system/accounts.ts', () => ({
  findUserIds: async (names: string[]) => new Map(names.map((name, index) => [name, 1001 + index])),
}));

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.remove());
beforeEach(async () => {
  answer = { outcome: 'denied' };
  await database.db.delete(rateLimits);
  await database.db.delete(audit);
});

const attempt = (username: string, address: string) =>
  logIn(database.db, { username, password: 'x', address, userAgent: '' });

/** Makes that many attempts and gives how many were refused for being too many. */
async function limited(count: number, username: (index: number) => string, address: (index: number) => string) {
  let refused = 0;
  for (let index = 0; index < count; index++) {
    await attempt(username(index), address(index)).catch((error) => {
      if (error.code === 'limited') refused++;
    });
  }
  return refused;
}
const alice = () => 'alice';

test('ten failures for an account from one address shut out that address, and its owner at another one is not', async () => {
  expect(await limited(11, alice, () => '192.0.2.1')).toBe(1);
  answer = { outcome: 'accepted', username: 'alice', admin: false };
  await expect(attempt('alice', '192.0.2.1')).rejects.toMatchObject({ code: 'limited' });
  expect(await attempt('alice', '192.0.2.2')).toMatchObject({ username: 'alice' });
  expect(await attempt('bob', '192.0.2.1')).toMatchObject({ username: 'bob' });
});

test.each([
  ['loopback addresses', (index: number) => `127.0.0.${index + 1}`],
  ['addresses of an IPv6 network', (index: number) => `2001:db8:0:1::${index + 1}`],
])('many %s are no way around it', async (_what, address) => {
  expect(await limited(12, alice, address)).toBe(2);
});

test('thirty failures from an address end its attempts, whatever the accounts', async () => {
  expect(
    await limited(
      31,
      (index) => `someone-${index}`,
      () => '192.0.2.1',
    ),
  ).toBe(1);
});

test('a hundred failures for an account end the attempts from everywhere', async () => {
  expect(await limited(101, alice, (index) => `192.0.2.${index + 1}`)).toBe(1);
});

test('a success takes back what that address has used up, and nothing of what others did', async () => {
  await limited(9, alice, () => '192.0.2.1');
  await limited(5, alice, () => '192.0.2.2');
  answer = { outcome: 'accepted', username: 'alice', admin: false };
  await attempt('alice', '192.0.2.1');
  answer = { outcome: 'denied' };
  expect(await limited(10, alice, () => '192.0.2.1')).toBe(0);
  expect(await limited(6, alice, () => '192.0.2.2')).toBe(1);
});

test('what was typed as a name is kept nowhere after a wrong password, in case it is one', async () => {
  await expect(attempt('my-secret-password', '192.0.2.1')).rejects.toMatchObject({ code: 'unauthenticated' });
  const kept = [...(await database.db.select().from(audit)), ...(await database.db.select().from(rateLimits))];
  expect(kept).toHaveLength(4);
  expect(JSON.stringify(kept)).not.toContain('my-secret-password');

  answer = { outcome: 'expired' };
  await expect(attempt('alice', '192.0.2.1')).rejects.toMatchObject({ code: 'unauthenticated' });
  expect((await database.db.select().from(audit)).map(({ subject }) => subject)).toEqual(['', 'alice']);
});

test('counts are removed when their time is over, and not before', async () => {
  await limited(1, alice, () => '192.0.2.1');
  await removeExpiredAttempts(database.db);
  expect(await database.db.select().from(rateLimits)).toHaveLength(3);
  await database.db.update(rateLimits).set({ expire: new Date(Date.now() - 1) });
  await removeExpiredAttempts(database.db);
  expect(await database.db.select().from(rateLimits)).toEqual([]);
});
