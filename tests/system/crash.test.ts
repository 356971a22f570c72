import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { OperationKind } from '../../server/db/schema/index.ts';
import { STEPS } from '../../server/jobs/steps.ts';
import { finalPosition, planOf } from '../../server/services/operations/plans.ts';
import { Api, ended } from './support/api.ts';
import { sql } from './support/container.ts';
import { dropHolds, type Held, holdAll, nextHeld } from './support/crash/holds.ts';
import { Rigs } from './support/crash/rigs.ts';
import { letWorkerRestart, restoreUnits, STRIKES, type Victim } from './support/crash/victims.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

/**
 * Every kind of operation, from the list of steps that the worker has code for: a new step is covered without a word here,
 * a new kind fails until support/crash/rigs.ts says how it is prepared. Within one life of an operation the worker is killed at
 * every step when its work is done and not yet recorded, and at every beginning of a step one of BEGINNINGS is struck, in
 * rotation. HOMELAB_CRASH=all strikes each victim at each step, at a time of its own.
 */
const KINDS = Object.keys(STEPS) as OperationKind[];
const BEGINNINGS: Victim[] = ['postgres', 'dashboard', 'worker in the middle'];
const WHOLE: Victim[] = ['worker', 'dashboard', 'postgres', 'worker in the middle'];

let api: Api;
let rigs: Rigs;
let start: string[];
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  const admin = await Api.logIn(await makePerson('crash-admin', ['homelab-users', 'homelab-admins']));
  start = await inventory();
  rigs = new Rigs(api, admin);
  await letWorkerRestart();
  before = await inventory();
});

afterEach(dropHolds);

afterAll(async () => {
  await restoreUnits();
  await rigs.clean();
  expect(await changesSince(start)).toEqual([]);
});

/** Carries on to the end, striking at each held moment; gives the moments. */
async function strikeThrough(operationId: string, victimAt: (held: Held) => Victim): Promise<string[]> {
  const seen: string[] = [];
  for (let held = await nextHeld(operationId); held; held = await nextHeld(operationId)) {
    seen.push(`${held.key} ${held.state}`);
    await STRIKES[victimAt(held)](held);
  }
  return seen;
}

async function attemptsOf(operationId: string): Promise<number> {
  return Number(await sql(`select attempts from operations where id = '${operationId}'`));
}

/** What is on the machine and was not before, apart from what belongs to the experiments and archives that are meant to be there. */
async function leftOver(): Promise<string[]> {
  const uids = (await sql(`select uid from experiments where uid is not null`)).split('\n').filter((uid) => uid !== '');
  const meant = [...rigs.known, ...uids.map((uid) => `user-${uid}.slice`)];
  const experiments = (await sql('select id from experiments union all select id from archives'))
    .split('\n')
    .filter((id) => id !== '');
  return (await inventory()).filter(
    (line) => !before.includes(line) && ![...meant, ...experiments].some((part) => line.includes(part)),
  );
}

const rigOf = (kind: OperationKind) => {
  const rig = rigs.of[kind];
  if (!rig) throw new Error(`say in tests/system/support/crash/rigs.ts how “${kind}” is prepared`);
  return rig;
};

describe.each(KINDS)(
  '%s',
  (kind) => {
    const keys = planOf(kind).steps.map((step) => step.key);
    const moments = (state: string) => keys.map((key) => ({ key, state }));

    test('is completed when something is killed at every step, with nothing double, nothing lost and nothing left over', async () => {
      const held = [...moments('running'), ...moments('done')];
      const { operationId, succeeded } = await rigOf(kind)(() => holdAll(kind, held));
      const turn = KINDS.indexOf(kind);
      const seen = await strikeThrough(operationId, ({ key, state }) =>
        state === 'done' ? 'worker' : (BEGINNINGS[(keys.indexOf(key) + turn) % BEGINNINGS.length] ?? 'worker'),
      );
      const operation = await ended(api, operationId);
      expect(operation.failure).toBeNull();
      expect(operation.state).toBe('succeeded');
      expect(seen).toEqual(keys.flatMap((key) => [`${key} running`, `${key} done`]));
      expect(await attemptsOf(operationId)).toBeGreaterThan(keys.length);
      await dropHolds();
      await succeeded();
      expect(await leftOver()).toEqual([]);
    });

    const undoable = keys.slice(0, finalPosition(kind));
    const code: Record<string, { undo?: unknown }> = STEPS[kind];
    const last = undoable.at(-1);

    test.runIf(last !== undefined)(
      'is undone when it is cancelled at the last moment and the worker is killed at every undo',
      async () => {
        const cancelAt = { key: last ?? '', state: 'done' };
        const held = [cancelAt, ...moments('undone')];
        const { operationId, undone } = await rigOf(kind)(() => holdAll(kind, held));
        expect(await nextHeld(operationId)).toEqual(cancelAt);
        expect((await api.mutate('operations.cancel', { id: operationId })).message).toBeNull();
        const seen = await strikeThrough(operationId, () => 'worker');
        const operation = await ended(api, operationId);
        expect(operation.failure).toBeNull();
        expect(operation.state).toBe('cancelled');
        // killed before the last step was recorded as done: it counts as begun, and is undone with the others
        const undos = undoable.filter((key) => code[key]?.undo).reverse();
        expect(seen).toEqual([`${last} done`, ...undos.map((key) => `${key} undone`)]);
        await dropHolds();
        await undone();
        expect(await leftOver()).toEqual([]);
      },
    );

    test.runIf(process.env.HOMELAB_CRASH === 'all').each(WHOLE)(
      'is completed when the %s is killed at the beginning and at the end of every step',
      async (victim) => {
        const held = [...moments('running'), ...moments('done')];
        const { operationId, succeeded } = await rigOf(kind)(() => holdAll(kind, held));
        await strikeThrough(operationId, () => victim);
        expect((await ended(api, operationId)).failure).toBeNull();
        await dropHolds();
        await succeeded();
        expect(await leftOver()).toEqual([]);
      },
      1_200_000,
    );
  },
  600_000,
);
