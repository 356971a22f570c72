import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSession } from '../../server/auth/sessions.ts';
import { audit, experiments, tickets, workspaceSessions } from '../../server/db/schema/index.ts';
import type { Context } from '../../server/services/context.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { authorizeWorkspace } from '../../server/services/workspaces/authorize-workspace.ts';
import { enterWorkspace } from '../../server/services/workspaces/enter-workspace.ts';
import { redeemTicket } from '../../server/services/workspaces/redeem-ticket.ts';
import { restartWorkspace } from '../../server/services/workspaces/restart-workspace.ts';
import { startWorkspace } from '../../server/services/workspaces/start-workspace.ts';
import { stopWorkspace } from '../../server/services/workspaces/stop-workspace.ts';
import { targetPath } from '../../server/services/workspaces/workspace-path.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const HERE = '192.0.2.1';
const VERBS = [startWorkspace, stopWorkspace, restartWorkspace, enterWorkspace];

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(experiments).values([
    { name: 'alpha', owner: 'alice', state: 'ready', limits: defaultLimits() },
    { name: 'early', owner: 'alice', state: 'creating', limits: defaultLimits() },
  ]);
});
afterAll(() => database.remove());

async function person(username: string, admin = false): Promise<Context> {
  const { session } = await createSession(database.db, { username, admin, address: HERE, userAgent: '' });
  return { db: database.db, actor: { kind: 'user', username, admin, sessionId: session.id } };
}

async function ticketOf(ctx: Context): Promise<string> {
  const { path } = await enterWorkspace(ctx, { name: 'alpha', workspace: 'lab' });
  return new URL(path, 'http://x').searchParams.get('ticket') ?? '';
}

test('nobody but its owner and administrators can do anything with an experiment’s workspaces, nor learn that it exists', async () => {
  const bob = await person('bob');
  for (const verb of VERBS) {
    await expect(verb(bob, { name: 'alpha', workspace: 'lab' })).rejects.toMatchObject({ code: 'missing' });
    await expect(verb(bob, { name: 'nothing', workspace: 'lab' })).rejects.toMatchObject({ code: 'missing' });
  }
  expect(await database.db.select().from(audit)).toEqual([]);
  expect(await database.db.select().from(tickets)).toEqual([]);
  const { path } = await enterWorkspace(await person('root', true), { name: 'alpha', workspace: 'code' });
  expect(path).toMatch(/^\/user\/alpha\/code\/_enter\?ticket=/);
});

test('an experiment that is not ready has no workspaces', async () => {
  const alice = await person('alice');
  for (const verb of VERBS) {
    await expect(verb(alice, { name: 'early', workspace: 'lab' })).rejects.toMatchObject({ code: 'conflict' });
  }
});

test('tables hold no token that could be used, and a ticket dies with its session', async () => {
  const alice = await person('alice');
  const ticket = await ticketOf(alice);
  expect(JSON.stringify(await database.db.select().from(tickets))).not.toContain(ticket);
  const redeemed = await redeemTicket(database.db, { ticket, name: 'alpha', current: null, address: HERE });
  const token = redeemed?.token ?? '';
  expect(JSON.stringify(await database.db.select().from(workspaceSessions))).not.toContain(token);
  expect(await authorizeWorkspace(database.db, { token, name: 'alpha', address: HERE })).toMatchObject({
    username: 'alice',
  });

  const later = await ticketOf(alice);
  if (alice.actor.kind !== 'user') throw new Error('a person was made');
  await database.pool.query('delete from sessions where id = $1', [alice.actor.sessionId]);
  expect(await redeemTicket(database.db, { ticket: later, name: 'alpha', current: null, address: HERE })).toBeNull();
  expect(await authorizeWorkspace(database.db, { token, name: 'alpha', address: HERE })).toBeNull();
});

test('a log-in opens a workspace from its own address alone, and is not ended by whoever tries from another', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const alice = await person('alice');
  const at = (address: string | null) => ({ name: 'alpha', current: null, address });
  for (const elsewhere of ['192.0.2.2', '::1', 'unknown', '', null]) {
    expect(await redeemTicket(database.db, { ticket: await ticketOf(alice), ...at(elsewhere) })).toBeNull();
  }
  const redeemed = await redeemTicket(database.db, { ticket: await ticketOf(alice), ...at(HERE) });
  const token = redeemed?.token ?? null;
  for (const elsewhere of ['192.0.2.2', '::1', null]) {
    expect(await authorizeWorkspace(database.db, { token, name: 'alpha', address: elsewhere })).toBeNull();
  }
  for (const here of [HERE, `::ffff:${HERE}`]) {
    expect(await authorizeWorkspace(database.db, { token, name: 'alpha', address: here })).not.toBeNull();
  }
  const said = warn.mock.calls.flat().join('\n');
  expect(said).toMatch(/^Session \S+ of alice is good from 192\.0\.2\.1 only and was refused from 192\.0\.2\.2\.$/m);
  expect(said).not.toContain(token);
  warn.mockRestore();
});

test('a session that nobody used for a day, or that has expired, opens no workspace', async () => {
  for (const change of ["last_seen_at = now() - interval '25 hours'", "expires_at = now() - interval '1 second'"]) {
    const alice = await person('alice');
    const redeemed = await redeemTicket(database.db, {
      ticket: await ticketOf(alice),
      name: 'alpha',
      current: null,
      address: HERE,
    });
    const token = redeemed?.token ?? null;
    expect(await authorizeWorkspace(database.db, { token, name: 'alpha', address: HERE })).not.toBeNull();
    if (alice.actor.kind !== 'user') throw new Error('a person was made');
    await database.pool.query(`update sessions set ${change} where id = $1`, [alice.actor.sessionId]);
    expect(await authorizeWorkspace(database.db, { token, name: 'alpha', address: HERE })).toBeNull();
  }
});

test('the cookie of an experiment that was deleted does not open a later one of the same name', async () => {
  const alice = await person('alice');
  await database.db
    .insert(experiments)
    .values({ name: 'again', owner: 'alice', state: 'ready', limits: defaultLimits() });
  const { path } = await enterWorkspace(alice, { name: 'again', workspace: 'lab' });
  const ticket = new URL(path, 'http://x').searchParams.get('ticket');
  const token =
    (await redeemTicket(database.db, { ticket, name: 'again', current: null, address: HERE }))?.token ?? null;
  expect(await authorizeWorkspace(database.db, { token, name: 'again', address: HERE })).not.toBeNull();
  await database.db.delete(experiments).where(eq(experiments.name, 'again'));
  await database.db
    .insert(experiments)
    .values({ name: 'again', owner: 'alice', state: 'ready', limits: defaultLimits() });
  expect(await authorizeWorkspace(database.db, { token, name: 'again', address: HERE })).toBeNull();
});

test.each([
  ['/user/alpha/lab/tree/a%20b.ipynb?x=1&y=%2F', '/user/alpha/lab/tree/a%20b.ipynb?x=1&y=%2F'],
  ['/user/alpha/lab/a b', '/user/alpha/lab/a%20b'],
  ['/user/alpha/lab', '/user/alpha/lab/'],
  ['/user/alpha/code/', '/user/alpha/lab/'],
  ['/user/alpha/lab/../../beta/lab/', '/user/alpha/lab/'],
  ['/user/alpha/lab/%2e%2e/%2e%2e/beta/lab/', '/user/alpha/lab/'],
  ['/user/alpha/lab/..\\..\\x', '/user/alpha/lab/'],
  ['/user/alpha/lab/_enter?ticket=x', '/user/alpha/lab/'],
  ['//evil.example/user/alpha/lab/', '/user/alpha/lab/'],
  ['/\\evil.example/user/alpha/lab/', '/user/alpha/lab/'],
  ['https://evil.example/user/alpha/lab/', '/user/alpha/lab/'],
  ['user/alpha/lab/x', '/user/alpha/lab/'],
  ['', '/user/alpha/lab/'],
])('the way on from %s into a workspace is %s', (to, expected) => {
  expect(targetPath('alpha', 'lab', to)).toBe(expected);
});
