import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PLANS } from '../../server/services/operations/plans.ts';
import { Api, create, ended, remove } from './support/api.ts';
import { said, sql, until } from './support/container.ts';
import { holdSteps, releaseSteps, untilHeld } from './support/hold-step.ts';
import { inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const CREATE = PLANS['experiment.create'].steps.map((step) => step.key);
const REMOVE = PLANS['experiment.remove'].steps.map((step) => step.key);
/** Steps that have something to undo, before the one at which the test cancels. */
const UNDONE = CREATE.filter((key) => !['check', 'publish', 'verify'].includes(key));

let api: Api;
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  before = await inventory();
});

afterEach(releaseSteps);

async function killWorker(): Promise<void> {
  await said('systemctl', 'kill', '--signal=KILL', 'worker.service');
  await releaseSteps();
}

async function attemptsOf(operationId: string): Promise<number> {
  return Number(await sql(`select attempts from operations where id = '${operationId}'`));
}

describe.each(CREATE)('the worker is killed at “%s” of a creation', (key) => {
  test('the next worker completes it, with nothing double and nothing missing', async () => {
    const name = `kill-${key}`;
    await holdSteps({ kind: 'experiment.create', key, state: 'done', seconds: 60 });
    const { data } = await api.mutate<{ operationId: string }>('experiments.create', { name });
    await untilHeld();
    await killWorker();
    const operation = await ended(api, data.operationId);
    expect(operation.failure).toBeNull();
    expect(operation.state).toBe('succeeded');
    expect(await attemptsOf(data.operationId)).toBeGreaterThan(1);
    const commits = await said(
      'runuser',
      '-l',
      `exp-${name}`,
      '-c',
      'git status --short; git log --oneline origin/main',
    );
    expect(commits.split('\n').filter((line) => /^[0-9a-f]{7,} /.test(line))).toHaveLength(1);
    expect((await remove(api, name)).failure).toBeNull();
    expect(await inventory()).toEqual(before);
  });
});

describe.each(REMOVE)('the worker is killed at “%s” of a deletion', (key) => {
  test('the next worker completes it and nothing is left', async () => {
    const name = `kill-${key}`;
    expect((await create(api, name)).failure).toBeNull();
    await holdSteps({ kind: 'experiment.remove', key, state: 'done', seconds: 60 });
    const { data } = await api.mutate<{ operationId: string }>('experiments.remove', { name, confirmation: name });
    await untilHeld();
    await killWorker();
    expect((await ended(api, data.operationId)).state).toBe('succeeded');
    expect(await attemptsOf(data.operationId)).toBeGreaterThan(1);
    expect(await inventory()).toEqual(before);
  });
});

describe.each(UNDONE)('the worker is killed while it undoes “%s”', (key) => {
  test('the next worker completes the undo and nothing is left', async () => {
    const kind = 'experiment.create';
    await holdSteps(
      { kind, key: 'publish', state: 'running', seconds: 3 },
      { kind, key, state: 'undone', seconds: 60 },
    );
    const { data } = await api.mutate<{ operationId: string }>('experiments.create', { name: `undo-${key}` });
    await untilHeld();
    expect((await api.mutate('operations.cancel', { id: data.operationId })).message).toBeNull();
    await until('the undo to begin', 60, async () => {
      const state = await sql(
        `select state from operation_steps where operation_id = '${data.operationId}' and key = '${key}'`,
      );
      return state === 'undoing' || null;
    });
    await untilHeld();
    await killWorker();
    expect((await ended(api, data.operationId)).state).toBe('cancelled');
    expect(await inventory()).toEqual(before);
  });
});
