import { setTimeout as pause } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { drift, type ExperimentState, experiments, operations } from '../../server/db/schema/index.ts';
import type { StepContext } from '../../server/jobs/step.ts';
import { removeExperiment } from '../../server/services/experiments/remove-experiment.ts';
import { renewExperiment } from '../../server/services/experiments/renew-experiment.ts';
import { stopExperiment } from '../../server/services/experiments/stop-experiment.ts';
import { cancelOperation } from '../../server/services/operations/cancel-operation.ts';
import { getOperation } from '../../server/services/operations/get-operation.ts';
import { PLANS } from '../../server/services/operations/plans.ts';
import { requestOperation } from '../../server/services/operations/request-operation.ts';
import { retryOperation } from '../../server/services/operations/retry-operation.ts';
import { conflict } from '../../server/shared/errors.ts';
import { Runner, stepsThatNote } from './support/runner.ts';

const ARCHIVE = PLANS['experiment.archive'].steps.map(({ key }) => key);
const FINAL = PLANS['experiment.archive'].steps.findIndex((step) => 'final' in step);
const REFUSED = 'It cannot be had.';
const refuse = () => Promise.reject(conflict(REFUSED));

let runner: Runner;
beforeAll(async () => {
  runner = await Runner.open();
});
afterAll(() => runner.database.remove());

/** Puts an archiving in line, without the row of an archive that the verb would make. */
async function archiving(state: ExperimentState = 'ready'): Promise<{ id: string; experimentId: string }> {
  const experiment = await runner.make(state);
  const { operationId } = await requestOperation(runner.ctx, experiment.id, { kind: 'experiment.archive' });
  return { id: operationId, experimentId: experiment.id };
}

describe('before the point of no return', () => {
  test.each(['ready', 'stopped'] as const)(
    'a failure takes everything back, and the experiment is %s as it was',
    async (state) => {
      const done: string[] = [];
      const { id } = await archiving(state);
      expect((await runner.stateOf(id)).experiment).toBe('archiving');
      await runner.carryOn(id, stepsThatNote('experiment.archive', done, { store: { run: refuse } }));
      expect(done.filter((what) => what.startsWith('run'))).toHaveLength(FINAL);
      const after = await runner.stateOf(id);
      expect(after).toMatchObject({ state: 'failed', message: REFUSED, experiment: state, uid: 20_000, readyAt: null });
      expect(after.steps).toMatchObject({ processes: 'undone', 'remove-workspace': 'pending' });
    },
  );

  test('a person who cancels ends a long step in its middle, and everything is taken back', async () => {
    const done: string[] = [];
    const { id } = await archiving();
    let aborted = false;
    const home = {
      run: async ({ signal }: { signal: AbortSignal }) => {
        await cancelOperation(runner.ctx, { id });
        await pause(60_000, undefined, { signal }).catch((error: unknown) => {
          aborted = true;
          throw error;
        });
      },
    };
    await runner.carryOn(id, stepsThatNote('experiment.archive', done, { home }));
    expect(aborted).toBe(true);
    expect(done).not.toContain('run manifest');
    expect(await runner.stateOf(id)).toMatchObject({ state: 'cancelled', message: null, experiment: 'ready' });
  });

  test('one that was cancelled before it began does nothing at all', async () => {
    const done: string[] = [];
    const { id } = await archiving();
    await cancelOperation(runner.ctx, { id });
    await runner.carryOn(id, stepsThatNote('experiment.archive', done));
    expect(done).toEqual([]);
    expect(await runner.stateOf(id)).toMatchObject({ state: 'cancelled', experiment: 'ready' });
  });

  test('one that was cancelled during its last step is taken back, not called done', async () => {
    const done: string[] = [];
    const { name } = await runner.make('ready');
    const { operationId: id } = await stopExperiment(runner.ctx, { name });
    const database = { run: () => cancelOperation(runner.ctx, { id }) };
    await runner.carryOn(id, stepsThatNote('experiment.stop', done, { database }));
    expect(done).toEqual(['run doors', 'run processes', 'run database', 'undo database', 'undo processes']);
    expect(await runner.stateOf(id)).toMatchObject({ state: 'cancelled', experiment: 'ready' });
  });
});

describe('past the point of no return', () => {
  test('nobody cancels, nothing is taken back, and what failed goes on where it stopped', async () => {
    const done: string[] = [];
    const { id, experimentId } = await archiving('stopped');
    const steps = stepsThatNote('experiment.archive', done, {
      store: { run: ({ record }) => record({ put: true }) },
      'remove-workspace': {
        run: () => expect(cancelOperation(runner.ctx, { id })).rejects.toThrow('cannot be undone'),
      },
      'remove-home': { run: refuse },
    });
    await runner.carryOn(id, steps);
    expect(done.some((what) => what.startsWith('undo'))).toBe(false);
    expect(await runner.stateOf(id)).toMatchObject({ state: 'failed', message: REFUSED, experiment: 'failed' });

    const { operationId } = await retryOperation(runner.ctx, { id });
    expect((await runner.stateOf(operationId)).experiment).toBe('archiving');
    expect((await getOperation(runner.ctx, { id: operationId })).cancellable).toBe(false);
    await expect(cancelOperation(runner.ctx, { id: operationId })).rejects.toMatchObject({ code: 'conflict' });
    const again: string[] = [];
    await runner.carryOn(operationId, stepsThatNote('experiment.archive', again));
    expect(again).toEqual(ARCHIVE.slice(ARCHIVE.indexOf('remove-home')).map((key) => `run ${key}`));
    expect(await runner.stateOf(operationId)).toMatchObject({ state: 'succeeded', experiment: 'archived', uid: null });
    const [row] = await runner.database.db.select().from(operations).where(eq(operations.id, operationId));
    expect(row).toMatchObject({ experimentId, stateBefore: 'stopped' });
  });

  test('a try that goes on is not taken back either when the very first final step fails once more', async () => {
    const done: string[] = [];
    const { id } = await archiving();
    const failing = { 'remove-workspace': { run: refuse } };
    await runner.carryOn(id, stepsThatNote('experiment.archive', done, failing));
    const { operationId } = await retryOperation(runner.ctx, { id });
    const again: string[] = [];
    await runner.carryOn(operationId, stepsThatNote('experiment.archive', again, failing));
    expect(again).toEqual(['run remove-workspace']);
    expect(await runner.stateOf(operationId)).toMatchObject({ state: 'failed', experiment: 'failed' });
  });

  test('a deletion that a worker’s end interrupts goes on, nobody cancels it meanwhile, and no finding is left', async () => {
    const done: string[] = [];
    const { id: experimentId, name } = await runner.make('ready');
    const finding = { subject: name, kind: 'group.missing', summary: '', remedy: '', mendable: true };
    await runner.database.db.insert(drift).values({ experimentId, ...finding });
    const { operationId: id } = await removeExperiment(runner.ctx, { name, confirmation: name });
    const stop = new AbortController();
    const steps = stepsThatNote('experiment.remove', done, { database: { run: async () => stop.abort() } });
    await expect(runner.carryOn(id, steps, stop.signal)).rejects.toThrow();
    await expect(cancelOperation(runner.ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
    await runner.carryOn(id, stepsThatNote('experiment.remove', []));
    expect(await runner.stateOf(id)).toMatchObject({ state: 'succeeded', experiment: null });
    expect(await runner.database.db.$count(drift)).toBe(0);
  });
});

describe('a change of passwords and tokens that failed past the point of no return', () => {
  const RENEW = PLANS['experiment.renew'].steps.map(({ key }) => `run ${key}`);
  const renewing = async () => {
    const { name } = await runner.make('ready');
    const { operationId: id } = await renewExperiment(runner.ctx, { name });
    const ran = { run: ({ record }: StepContext) => record({ lab: true, code: false }) };
    await runner.carryOn(id, stepsThatNote('experiment.renew', [], { processes: ran, repository: { run: refuse } }));
    return { id, name };
  };

  test('begins with its first step when it is tried again, knows what ran, and is still not undone or cancelled', async () => {
    const { id } = await renewing();
    expect((await getOperation(runner.ctx, { id })).goesOn).toBe(false);
    const second = (await retryOperation(runner.ctx, { id })).operationId;
    expect((await getOperation(runner.ctx, { id: second })).cancellable).toBe(false);
    await expect(cancelOperation(runner.ctx, { id: second })).rejects.toMatchObject({ code: 'conflict' });
    const done: string[] = [];
    await runner.carryOn(second, stepsThatNote('experiment.renew', done, { processes: { run: refuse } }));
    expect(done).toEqual(['run check', 'run doors', 'run processes']);
    expect(await runner.stateOf(second)).toMatchObject({ state: 'failed', experiment: 'ready' });

    const third = (await retryOperation(runner.ctx, { id: second })).operationId;
    const again: string[] = [];
    let known: unknown;
    const processes = {
      run: async ({ recorded }: StepContext) => {
        known = recorded;
      },
    };
    await runner.carryOn(third, stepsThatNote('experiment.renew', again, { processes }));
    expect(again).toEqual(RENEW);
    expect(known).toMatchObject({ lab: true, code: false });
    expect(await runner.stateOf(third)).toMatchObject({ state: 'succeeded', experiment: 'ready' });
  });

  test('is not tried again once a later one has succeeded', async () => {
    const { id, name } = await renewing();
    const { operationId } = await renewExperiment(runner.ctx, { name });
    await runner.carryOn(operationId, stepsThatNote('experiment.renew', []));
    await expect(retryOperation(runner.ctx, { id })).rejects.toThrow('came after this one');
  });
});

describe('trying again', () => {
  test('is refused once another operation has led the experiment elsewhere', async () => {
    const { id, experimentId } = await archiving();
    await runner.carryOn(id, stepsThatNote('experiment.archive', [], { store: { run: refuse } }));
    const second = await requestOperation(runner.ctx, experimentId, { kind: 'experiment.archive' });
    await runner.carryOn(second.operationId, stepsThatNote('experiment.archive', [], { store: { run: refuse } }));
    await expect(retryOperation(runner.ctx, { id })).rejects.toThrow('came after this one');
    await retryOperation(runner.ctx, { id: second.operationId });
  });

  test('of a stop is refused for an experiment that failed since, which it could not have left so', async () => {
    const { id: experimentId, name } = await runner.make('ready');
    const { operationId: id } = await stopExperiment(runner.ctx, { name });
    await runner.carryOn(id, stepsThatNote('experiment.stop', [], { database: { run: refuse } }));
    expect(await runner.stateOf(id)).toMatchObject({ state: 'failed', experiment: 'ready' });
    await runner.database.db.update(experiments).set({ state: 'failed' }).where(eq(experiments.id, experimentId));
    await expect(retryOperation(runner.ctx, { id })).rejects.toThrow('is failed');
  });
});
