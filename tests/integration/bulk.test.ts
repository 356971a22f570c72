import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ExperimentState, experiments, operations } from '../../server/db/schema/index.ts';
import { findWaiting } from '../../server/jobs/worker.ts';
import type { Context } from '../../server/services/context.ts';
import { bulkExperiments } from '../../server/services/experiments/bulk-experiments.ts';
import { createExperiments } from '../../server/services/experiments/create-many.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { stopExperiment } from '../../server/services/experiments/stop-experiment.ts';
import { getBatch } from '../../server/services/operations/get-batch.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

let database: TestDatabase;
let alice: Context;
let bob: Context;

beforeAll(async () => {
  database = await createTestDatabase();
  [alice, bob] = ['alice', 'bob'].map(
    (username): Context => ({
      db: database.db,
      actor: { kind: 'user', username, admin: false, sessionId: randomUUID() },
    }),
  ) as [Context, Context];
});
afterAll(() => database.remove());

/** Makes experiments of one owner and gives their names. */
async function make(
  prefix: string,
  count: number,
  state: ExperimentState = 'ready',
  owner = 'alice',
): Promise<string[]> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
  await database.db.insert(experiments).values(names.map((name) => ({ name, owner, state, limits: defaultLimits() })));
  return names;
}

async function end(id: string): Promise<void> {
  await database.db.update(operations).set({ state: 'succeeded', finishedAt: new Date() }).where(eq(operations.id, id));
}

test('one refusal does not stop the others, and each says why', async () => {
  const [first = '', second = ''] = await make('mixed', 2);
  const [stopped = ''] = await make('mixed-stopped', 1, 'stopped');
  const [theirs = ''] = await make('mixed-theirs', 1, 'ready', 'bob');
  const names = [first, stopped, theirs, 'no-such-thing', 'Not A Name', second, first];
  const { batchId, outcomes } = await bulkExperiments(alice, { action: 'stop', names });
  expect(outcomes.map((outcome) => [outcome.name, outcome.refusal])).toEqual([
    [first, null],
    [stopped, expect.stringContaining('is stopped')],
    [theirs, expect.stringContaining('There is no experiment')],
    ['no-such-thing', expect.stringContaining('There is no experiment')],
    ['Not A Name', expect.stringContaining('There is no experiment')],
    [second, null],
  ]);
  const batch = await getBatch(alice, { batchId });
  expect(batch.operations.map((operation) => operation.experimentName).sort()).toEqual([first, second]);
  expect(batch.counts).toEqual({ queued: 2, running: 0, succeeded: 0, failed: 0, cancelled: 0 });
});

test('a batch is nobody else’s', async () => {
  const names = await make('private', 2);
  const { batchId } = await bulkExperiments(alice, { action: 'restart', names });
  await expect(getBatch(bob, { batchId })).rejects.toMatchObject({ code: 'missing' });
});

test('deleting several takes their number, typed out', async () => {
  const names = await make('gone', 3);
  for (const confirmation of [undefined, '', 'delete', 'delete 2', 'archive 3', 'delete 03']) {
    await expect(bulkExperiments(alice, { action: 'remove', names, confirmation })).rejects.toMatchObject({
      code: 'invalid',
      message: 'Type “delete 3” to confirm.',
    });
  }
  const { outcomes } = await bulkExperiments(alice, { action: 'remove', names, confirmation: 'delete 3' });
  expect(outcomes.every((outcome) => outcome.refusal === null)).toBe(true);
});

test('archiving several takes their number, typed out, and is an operation for each', async () => {
  const names = await make('kept', 2);
  await expect(bulkExperiments(alice, { action: 'archive', names, confirmation: 'delete 2' })).rejects.toMatchObject({
    code: 'invalid',
    message: 'Type “archive 2” to confirm.',
  });
  const { batchId } = await bulkExperiments(alice, { action: 'archive', names, confirmation: 'archive 2' });
  const { operations: asked } = await getBatch(alice, { batchId });
  expect(asked.map(({ kind, experimentName }) => [kind, experimentName]).sort()).toEqual(
    names.map((name) => ['experiment.archive', name]),
  );
});

test('several are created in one batch; a name that is taken is refused by itself', async () => {
  await make('class', 2, 'ready', 'bob'); // class-1 and class-2
  const { batchId, outcomes } = await createExperiments(alice, { prefix: 'class', count: 4, template: 'empty' });
  expect(outcomes.map((outcome) => outcome.operationId !== null)).toEqual([false, false, true, true]);
  expect(outcomes[0]?.refusal).toContain('There already is an experiment');
  expect((await getBatch(alice, { batchId })).operations).toHaveLength(2);
  for (const prefix of ['', 'A', 'x'.repeat(27), '-', 'a--b', '../a']) {
    const wanted = createExperiments(alice, { prefix, count: 2, template: 'empty' });
    await expect(wanted).rejects.toMatchObject({ code: 'invalid' });
  }
});

test('a person’s own operation is taken up before what waits of a batch, and batches take turns', async () => {
  for (const { id } of await database.db.select().from(operations)) await end(id);
  const mine = await bulkExperiments(alice, { action: 'stop', names: await make('many', 6) });
  const his = await bulkExperiments(bob, { action: 'stop', names: await make('his', 3, 'ready', 'bob') });
  const [single = ''] = await make('single', 1);
  const { operationId } = await stopExperiment(alice, { name: single });

  const of = (outcome: typeof mine, index: number) => outcome.outcomes[index]?.operationId;
  expect(await findWaiting({ db: database.db }, [], 4)).toEqual([operationId, of(mine, 0), of(his, 0), of(mine, 1)]);

  // Three of batches run: the fourth place is kept for a person who comes now.
  await end(operationId);
  const running = [of(mine, 0), of(his, 0), of(mine, 1)].filter((id) => typeof id === 'string');
  expect(await findWaiting({ db: database.db }, running, 4)).toEqual([]);
  const [next = ''] = await make('next', 1);
  const { operationId: nextId } = await stopExperiment(alice, { name: next });
  expect(await findWaiting({ db: database.db }, running, 4)).toEqual([nextId]);
});

test('one person alone does not get the last place, whatever they ask for', async () => {
  for (const { id } of await database.db.select().from(operations)) await end(id);
  const asked: string[] = [];
  for (const name of await make('greedy', 5)) asked.push((await stopExperiment(alice, { name })).operationId);
  const first = await findWaiting({ db: database.db }, [], 4);
  expect(first).toEqual(asked.slice(0, 3));
  expect(await findWaiting({ db: database.db }, first, 4)).toEqual([]);
  const [other = ''] = await make('modest', 1, 'ready', 'bob');
  const { operationId } = await stopExperiment(bob, { name: other });
  expect(await findWaiting({ db: database.db }, first, 4)).toEqual([operationId]);
  await end(asked[0] ?? '');
  expect(await findWaiting({ db: database.db }, first.slice(1), 4)).toEqual([asked[3], operationId]);
});

test('what a killed worker left under way is taken up first', async () => {
  for (const { id } of await database.db.select().from(operations)) await end(id);
  const { outcomes } = await bulkExperiments(alice, { action: 'stop', names: await make('left', 3) });
  const [single = ''] = await make('left-single', 1);
  const { operationId } = await stopExperiment(alice, { name: single });
  const running = outcomes[2]?.operationId ?? '';
  await database.db.update(operations).set({ state: 'running' }).where(eq(operations.id, running));
  expect((await findWaiting({ db: database.db }, [], 4)).slice(0, 2)).toEqual([running, operationId]);
});
