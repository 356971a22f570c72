import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { experiments, members, operationEvents, operationSteps, operations } from '../../server/db/schema/index.ts';
import type { Context } from '../../server/services/context.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { type ListExperiments, listExperiments } from '../../server/services/experiments/list-experiments.ts';
import { pruneEvents } from '../../server/services/operations/prune-events.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

/** 10,000 experiments of ten owners: every tenth stopped, every hundredth archived, every 250th failed. */
const COUNT = 10_000;
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.execute(sql`
    insert into experiments (name, display_name, owner, state, limits, created_at)
    select 'exp-' || n, 'Number ' || n, 'owner-' || n % 10,
           case when n % 250 = 0 then 'failed' when n % 100 = 0 then 'archived' when n % 10 = 0 then 'stopped' else 'ready' end,
           ${JSON.stringify(defaultLimits())}::jsonb, now() - make_interval(secs => ${COUNT} - n)
      from generate_series(1, ${COUNT}) n`);
  await database.db.execute(sql`
    insert into operations (kind, experiment_id, experiment_name, requested_by, state, created_at, finished_at)
    select 'experiment.create', id, name, owner, 'succeeded', created_at + make_interval(mins => m), now()
      from experiments, generate_series(1, 3) m`);
  await database.db.execute(sql`
    insert into operation_steps (operation_id, position, key, title, state)
    select id, p, 'k' || p, 't', case when p < 3 then 'done' else 'pending' end from operations, generate_series(0, 3) p`);
});
afterAll(() => database.remove());

function person(username: string, admin = false): Context {
  return { db: database.db, actor: { kind: 'user', username, admin, sessionId: randomUUID() } };
}

const names = async (ctx: Context, input: ListExperiments) =>
  (await listExperiments(ctx, input)).items.map((item) => item.name);

test('an administrator’s counts are those of all 10,000', async () => {
  const { counts, total } = await listExperiments(person('root', true), {});
  expect(counts).toEqual({
    current: 9920,
    ready: 9000,
    stopped: 880,
    moving: 0,
    failed: 40,
    archived: 80,
    all: 10_000,
  });
  expect(total).toBe(9920);
});

test('pages follow one another without a gap and without a repetition', async () => {
  const root = person('root', true);
  const seen: string[] = [];
  for (let page = 1; page <= 5; page++) {
    // every row of a page has the same owner or state as its neighbours: the order must be total all the same
    seen.push(...(await names(root, { filter: 'stopped', sort: 'state', page, pageSize: 200 })));
  }
  expect(seen).toHaveLength(880);
  expect(new Set(seen).size).toBe(880);
  expect(await names(root, { filter: 'stopped', page: 6, pageSize: 200 })).toEqual([]);
});

test('sorting is by the column asked for, in either direction', async () => {
  const root = person('root', true);
  expect(await names(root, { filter: 'all', pageSize: 3 })).toEqual(['exp-10000', 'exp-9999', 'exp-9998']);
  expect(await names(root, { filter: 'all', descending: false, pageSize: 2 })).toEqual(['exp-1', 'exp-2']);
  expect(await names(root, { filter: 'all', sort: 'name', descending: false, pageSize: 3 })).toEqual([
    'exp-1',
    'exp-10',
    'exp-100',
  ]);
  const byOwner = await listExperiments(root, { sort: 'owner', descending: true, pageSize: 200 });
  expect(new Set(byOwner.items.map((item) => item.owner))).toEqual(new Set(['owner-9']));
});

test('search finds name, description and owner, and takes signs of patterns as they are', async () => {
  const root = person('root', true);
  const of = async (search: string) => (await listExperiments(root, { search, filter: 'all' })).total;
  expect(await of('EXP-1234')).toBe(1);
  expect(await of('number 77')).toBe(111); // 77, 770 to 779, 7700 to 7799
  expect(await of('owner-3')).toBe(1000);
  for (const nothing of ['%', '_', 'exp_1', '\\', "'; drop table experiments; --", '100%'])
    expect(await of(nothing)).toBe(0);
});

test('a person’s list, counts and search hold what they own or share, and nothing else', async () => {
  const own = await listExperiments(person('owner-3'), { filter: 'all', pageSize: 200 });
  expect(own.total).toBe(1000);
  expect(new Set(own.items.map((item) => item.owner))).toEqual(new Set(['owner-3']));
  expect((await listExperiments(person('owner-3'), { search: 'owner-4', filter: 'all' })).total).toBe(0);

  const stranger = await listExperiments(person('stranger'), { filter: 'all' });
  expect(stranger).toMatchObject({ items: [], total: 0, counts: { all: 0, ready: 0 } });

  const shared = await database.db.select().from(experiments).where(eq(experiments.owner, 'owner-5')).limit(2);
  await database.db
    .insert(members)
    .values(
      shared.map(({ id }) => ({ experimentId: id, username: 'guest', role: 'viewer' as const, addedBy: 'owner-5' })),
    );
  const guest = await listExperiments(person('guest'), { filter: 'all' });
  expect(guest.items.map((item) => item.id).sort()).toEqual(shared.map(({ id }) => id).sort());
  expect((await listExperiments(person('guest'), { filter: 'all', mine: true })).total).toBe(0);
  expect((await listExperiments(person('owner-5'), { filter: 'all', mine: true })).total).toBe(1000);
});

test('an owner whose account is gone from the machine sees nothing any more', async () => {
  const owned = eq(experiments.owner, 'owner-7');
  await database.db.update(experiments).set({ ownerMissingSince: new Date() }).where(owned);
  expect((await listExperiments(person('owner-7'), { filter: 'all' })).total).toBe(0);
  expect((await listExperiments(person('root', true), { filter: 'all' })).counts.all).toBe(COUNT);
});

test('each row has its newest operation, with how much of it is done', async () => {
  const { items } = await listExperiments(person('root', true), { pageSize: 200 });
  const [first] = items;
  const [newest] = await database.db
    .select({ id: operations.id })
    .from(operations)
    .where(eq(operations.experimentName, first?.name ?? ''))
    .orderBy(sql`created_at desc`)
    .limit(1);
  expect(first?.operation).toMatchObject({ id: newest?.id, state: 'succeeded', done: 3, total: 4 });
  expect(items.every((item) => item.operation !== null)).toBe(true);
});

test('a page of 200 takes no more statements than a page of one', async () => {
  const statements = vi.spyOn(database.pool, 'query');
  const count = async (pageSize: number) => {
    statements.mockClear();
    await listExperiments(person('root', true), { filter: 'all', pageSize });
    return statements.mock.calls.length;
  };
  const [one, many] = [await count(1), await count(200)];
  statements.mockRestore();
  expect(many).toBeLessThanOrEqual(one + 1); // of 200 some are archived, whose archives are asked for, in one statement
  expect(one).toBeGreaterThan(0);
});

test('the events of operations that ended over 30 days ago go, those operations and younger events stay', async () => {
  const rows = await database.db.select({ id: operations.id }).from(operations).limit(260);
  const [young, ...old] = rows.map((row) => row.id);
  if (!young) throw new Error('no operation');
  await database.db
    .insert(operationEvents)
    .values(
      [young, ...old].map((operationId) => ({ operationId, event: { type: 'line', position: 0, line: 'x' } as const })),
    );
  for (const id of old) {
    await database.db
      .update(operations)
      .set({ finishedAt: sql`now() - interval '31 days'` })
      .where(eq(operations.id, id));
  }
  const stepsBefore = await database.db.$count(operationSteps);
  expect(await pruneEvents(database.db)).toBe(old.length);
  const left = await database.db.select({ operationId: operationEvents.operationId }).from(operationEvents);
  expect(left).toEqual([{ operationId: young }]);
  expect(await database.db.$count(operations)).toBe(COUNT * 3);
  expect(await database.db.$count(operationSteps)).toBe(stepsBefore);
});
