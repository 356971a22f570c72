import { randomUUID } from 'node:crypto';
import { and, asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { operationEvents, operationSteps } from '../../server/db/schema/index.ts';
import type { Step } from '../../server/jobs/step.ts';
import type { Context } from '../../server/services/context.ts';
import { createExperiment } from '../../server/services/experiments/create-experiment.ts';
import { cancelOperation } from '../../server/services/operations/cancel-operation.ts';
import { getOperation } from '../../server/services/operations/get-operation.ts';
import { PLANS } from '../../server/services/operations/plans.ts';
import { retryOperation } from '../../server/services/operations/retry-operation.ts';
import { watchOperation } from '../../server/services/operations/watch-operation.ts';
import { conflict } from '../../server/shared/errors.ts';
import { Runner, stepsThatNote } from './support/runner.ts';

const KIND = 'experiment.create';
const KEYS = PLANS[KIND].steps.map(({ key }) => key);

let runner: Runner;
let ctx: Context;

beforeAll(async () => {
  runner = await Runner.open();
  process.env.HOMELAB_DATABASE_URL = runner.database.url; // where watchOperation listens
  ctx = runner.ctx;
});
afterAll(() => runner.database.remove());

async function create(): Promise<string> {
  const { operationId } = await createExperiment(ctx, { name: `x${randomUUID().slice(0, 8)}` });
  return operationId;
}

const carryOn: Runner['carryOn'] = (...args) => runner.carryOn(...args);
const stateOf = (id: string) => runner.stateOf(id);

const isStep = (id: string, key: string) => and(eq(operationSteps.operationId, id), eq(operationSteps.key, key));

const refuse = async () => {
  throw conflict('It cannot be had.');
};

test('an operation runs its steps in order and ends with the experiment ready', async () => {
  const done: string[] = [];
  const id = await create();
  await carryOn(id, stepsThatNote(KIND, done));
  expect(done).toEqual(KEYS.map((key) => `run ${key}`));
  const after = await stateOf(id);
  expect(after).toMatchObject({ state: 'succeeded', message: null, experiment: 'ready' });
  expect(after.readyAt).toBeInstanceOf(Date);
  expect(new Set(Object.values(after.steps))).toEqual(new Set(['done']));
});

test('a step that fails undoes what was begun, last first, and the operation can be tried again', async () => {
  const done: string[] = [];
  const id = await create();
  await carryOn(id, stepsThatNote(KIND, done, { environment: { run: refuse } }));
  expect(done.slice(KEYS.indexOf('environment') + 1)).toEqual([
    'undo environment',
    'undo repository',
    'undo database',
    'undo account',
  ]);
  expect(await stateOf(id)).toMatchObject({
    state: 'failed',
    message: 'It cannot be had.',
    experiment: 'failed',
    steps: { check: 'done', account: 'undone', environment: 'failed', home: 'pending' },
  });

  expect((await getOperation(ctx, { id })).goesOn, 'trying again begins anew').toBe(false);
  const { operationId } = await retryOperation(ctx, { id });
  const again: string[] = [];
  await carryOn(operationId, stepsThatNote(KIND, again));
  expect(again).toEqual(KEYS.map((key) => `run ${key}`));
  expect(await stateOf(operationId)).toMatchObject({ state: 'succeeded', experiment: 'ready' });
});

test('an undo that stays stuck is tried again, then keeps what was made before it and says what to do', async () => {
  const done: string[] = [];
  const id = await create();
  await carryOn(id, stepsThatNote(KIND, done, { workspace: { run: refuse }, home: { undo: refuse } }));
  const undone = done.filter((what) => what.startsWith('undo'));
  expect(undone.slice(0, 2)).toEqual(['undo workspace', 'undo home']);
  expect(undone.length).toBeGreaterThan(2);
  expect(new Set(undone.slice(1))).toEqual(new Set(['undo home']));
  const after = await stateOf(id);
  expect(after).toMatchObject({ state: 'failed', experiment: 'failed' });
  expect(after.steps).toMatchObject({ account: 'done', environment: 'done', home: 'failed' });
  expect(after.message).toBe(
    'It cannot be had. Undoing stopped at “Home folder”: delete the experiment to remove the rest.',
  );
});

test('an operation with a step that an upgrade took away ends, and says where undoing stopped', async () => {
  const id = await create();
  await runner.database.db.update(operationSteps).set({ key: 'of-before' }).where(isStep(id, 'database'));
  await carryOn(id, stepsThatNote(KIND, []));
  const after = await stateOf(id);
  expect(after).toMatchObject({ state: 'failed', experiment: 'failed' });
  expect(after.message).toMatch(/Undoing stopped at “Database and role”/);
});

test('an undo that succeeds at a later try does not stop the others', async () => {
  const done: string[] = [];
  let left = 3;
  const undo = () => (left-- > 0 ? refuse() : Promise.resolve());
  const id = await create();
  await carryOn(id, stepsThatNote(KIND, done, { database: { undo }, repository: { run: refuse } }));
  expect(done.slice(-5)).toEqual([...Array(4).fill('undo database'), 'undo account']);
  expect(await stateOf(id)).toMatchObject({ message: 'It cannot be had.', steps: { account: 'undone' } });
});

test('a cancelled operation begins no further step, undoes the others and leaves no experiment', async () => {
  const done: string[] = [];
  const id = await create();
  await carryOn(id, stepsThatNote(KIND, done, { database: { run: () => cancelOperation(ctx, { id }) } }));
  expect(done).toEqual(['run check', 'run account', 'run database', 'undo database', 'undo account']);
  expect(await stateOf(id)).toMatchObject({ state: 'cancelled', message: null, experiment: null });
});

test('an operation that the worker’s end interrupts is carried on at the same step, with what it wrote down', async () => {
  const stop = new AbortController();
  const done: string[] = [];
  const seen: unknown[] = [];
  const database: Partial<Step> = {
    run: async ({ recorded, record }) => {
      seen.push(recorded);
      if (stop.signal.aborted) return;
      await record({ database: true });
      await record({ owner: 'alice' });
      stop.abort();
    },
  };
  const id = await create();
  await expect(carryOn(id, stepsThatNote(KIND, done, { database }), stop.signal)).rejects.toThrow();
  const stopped = await stateOf(id);
  expect(stopped).toMatchObject({ state: 'running', experiment: 'creating', attempts: 1 });
  expect(stopped.steps).toMatchObject({ account: 'done', database: 'running', repository: 'pending' });

  await carryOn(id, stepsThatNote(KIND, done, { database }));
  expect(done).toEqual(['check', 'account', 'database', ...KEYS.slice(2)].map((key) => `run ${key}`));
  expect(seen).toEqual([{}, { database: true, owner: 'alice' }]);
  expect(await stateOf(id)).toMatchObject({ state: 'succeeded', experiment: 'ready', attempts: 2 });
});

test('an undo that the worker’s end interrupts is carried on, and the failure is still the first one', async () => {
  const stop = new AbortController();
  const done: string[] = [];
  const steps = stepsThatNote(KIND, done, {
    repository: { run: refuse },
    database: { undo: async () => stop.abort() },
  });
  const id = await create();
  await expect(carryOn(id, steps, stop.signal)).rejects.toThrow();
  expect(await stateOf(id)).toMatchObject({ state: 'undoing', experiment: 'creating' });
  await carryOn(id, steps);
  expect(done.slice(-2)).toEqual(['undo database', 'undo account']);
  expect(await stateOf(id)).toMatchObject({ state: 'failed', message: 'It cannot be had.', experiment: 'failed' });
});

test('who watches sees every event once and in order, also after coming back, while a step writes 200 lines', async () => {
  // Every tenth event is slow to commit: one that did not wait for it would overtake it, and the watcher would never see it.
  await runner.database.db.execute(sql`
    create function slow_event() returns trigger language plpgsql as
    $$ begin if new.sequence % 10 = 0 then perform pg_sleep(0.05); end if; return null; end $$`);
  await runner.database.db.execute(
    sql`create trigger slow_event after insert on operation_events for each row execute function slow_event()`,
  );
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
  const home: Partial<Step> = {
    run: async ({ line }) => {
      for (const text of lines) line(text);
    },
  };
  const id = await create();
  const running = carryOn(id, stepsThatNote(KIND, [], { home }));

  const seen: { sequence: number; at: string; event: unknown }[] = [];
  const signal = new AbortController().signal;
  for (const most of [40, 120, Number.POSITIVE_INFINITY]) {
    for await (const event of watchOperation(ctx, { id, after: seen.at(-1)?.sequence ?? 0, signal })) {
      seen.push(event);
      if (seen.length >= most) break;
    }
  }
  await running;
  const stored = await runner.database.db
    .select()
    .from(operationEvents)
    .where(eq(operationEvents.operationId, id))
    .orderBy(asc(operationEvents.sequence));
  expect(seen.map(({ sequence }) => sequence)).toEqual(stored.map(({ sequence }) => sequence));
  const events = stored.map(({ event }) => event);
  expect(events.flatMap((event) => (event.type === 'line' ? [event.line] : []))).toEqual(lines);
  const position = KEYS.indexOf('home');
  const end = events.findIndex(
    (event) => event.type === 'step' && event.position === position && event.state === 'done',
  );
  expect(end).toBe(events.findLastIndex((event) => event.type === 'line') + 1);
  expect(events.at(-1)).toEqual({ type: 'operation', state: 'succeeded', failure: null });
});
