import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { experiments, members, type OperationState, operations } from '../../server/db/schema/index.ts';
import type { Context } from '../../server/services/context.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { cancelOperation } from '../../server/services/operations/cancel-operation.ts';
import { getOperation } from '../../server/services/operations/get-operation.ts';
import { listOperations } from '../../server/services/operations/list-operations.ts';
import { retryOperation } from '../../server/services/operations/retry-operation.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.remove());

function person(username: string, admin = false): Context {
  return { db: database.db, actor: { kind: 'user', username, admin, sessionId: randomUUID() } };
}

/** An operation that alice once asked for, on an experiment that is bob's now. */
async function make(name: string, state: OperationState): Promise<{ id: string; experimentId: string }> {
  const [experiment] = await database.db
    .insert(experiments)
    .values({ name, owner: 'bob', state: 'failed', limits: defaultLimits() })
    .returning();
  if (!experiment) throw new Error('no experiment');
  const { id: experimentId } = experiment;
  const [operation] = await database.db
    .insert(operations)
    .values({ kind: 'experiment.create', experimentId, experimentName: name, requestedBy: 'alice', state })
    .returning();
  if (!operation) throw new Error('no operation');
  return { id: operation.id, experimentId };
}

const listed = async (ctx: Context, id: string) => (await listOperations(ctx)).items.some((item) => item.id === id);

test('who once asked for an operation cannot see, cancel or retry it once the experiment is another person’s', async () => {
  const running = await make('moved-a', 'running');
  const failed = await make('moved-b', 'failed');
  const alice = person('alice');
  await expect(getOperation(alice, running)).rejects.toMatchObject({ code: 'missing' });
  await expect(cancelOperation(alice, running)).rejects.toMatchObject({ code: 'missing' });
  await expect(retryOperation(alice, failed)).rejects.toMatchObject({ code: 'missing' });
  expect(await listed(alice, running.id)).toBe(false);
  const [row] = await database.db.select().from(operations).where(eq(operations.id, running.id));
  expect(row?.cancelRequested).toBe(false);

  for (const ctx of [person('bob'), person('root', true)]) {
    expect((await getOperation(ctx, running)).id).toBe(running.id);
    expect(await listed(ctx, running.id)).toBe(true);
  }
  await cancelOperation(person('bob'), running);
  await retryOperation(person('bob'), failed);
});

test('who asked for an operation sees it after its experiment is gone, and nobody else but an administrator does', async () => {
  const { id, experimentId } = await make('gone', 'failed');
  await database.db.delete(experiments).where(eq(experiments.id, experimentId));
  for (const ctx of [person('alice'), person('root', true)]) {
    expect((await getOperation(ctx, { id })).id).toBe(id);
    expect(await listed(ctx, id)).toBe(true);
    await expect(retryOperation(ctx, { id })).rejects.toThrow('does not exist any more');
  }
  await expect(getOperation(person('bob'), { id })).rejects.toMatchObject({ code: 'missing' });
  expect(await listed(person('bob'), id)).toBe(false);
});

test('who may see an operation and not read logs is told why it failed without what programs wrote', async () => {
  const { id, experimentId } = await make('quiet', 'failed');
  const failure = { part: 'Template', message: 'It ended.', log: ['a line of the program'] };
  await database.db.update(operations).set({ failure }).where(eq(operations.id, id));
  const viewer = { experimentId, role: 'viewer', addedBy: 'bob' } as const;
  await database.db.insert(members).values([
    { ...viewer, username: 'dan', logs: false },
    { ...viewer, username: 'eve', logs: true },
  ]);
  const told = async (name: string) => (await getOperation(person(name), { id })).failure?.log;
  expect(await told('dan')).toEqual([]);
  expect(await told('eve')).toEqual(failure.log);
  expect(await told('bob')).toEqual(failure.log);
  const { items } = await listOperations(person('dan'));
  expect(items.find((item) => item.id === id)?.failure).toEqual({ ...failure, log: [] });
});

test('pages of operations leave none out, also of those that came in one millisecond', async () => {
  await database.db.execute(sql`
    insert into operations (kind, experiment_id, experiment_name, requested_by, state, created_at)
    select 'experiment.stop', gen_random_uuid(), 'crowd', 'carol', 'succeeded', date_trunc('second', now()) + n * interval '1 microsecond'
      from generate_series(1, 130) n`);
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const { items, next } = await listOperations(person('carol'), { before });
    seen.push(...items.map((item) => item.id));
    before = next ?? undefined;
  } while (before !== undefined);
  expect(seen).toHaveLength(130);
  expect(new Set(seen).size).toBe(130);
});
