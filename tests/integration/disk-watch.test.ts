import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { diskStates, experiments, operations } from '../../server/db/schema/index.ts';
import { ROOM_BYTES } from '../../server/jobs/disk/disk-rules.ts';
import { DiskWatch } from '../../server/jobs/disk/disk-watch.ts';
import type { callProvisioner } from '../../server/system/provisioner.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const MIB = 1024 ** 2;
const LIMIT = 1000 * MIB;
const LIMITS = {
  memoryHighBytes: 1,
  memoryMaxBytes: 1,
  cpuPercent: 1,
  tasksMax: 1,
  diskBytes: LIMIT,
  databaseConnections: 1,
  statementTimeoutMs: 0,
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.remove());
beforeEach(async () => {
  for (const table of [operations, diskStates, experiments]) await database.db.delete(table);
});

/** A double of the machine: sizes of homes, who runs, the clock. The system tests have the real one. */
class Machine {
  now = Date.UTC(2026, 0, 1);
  quota = false;
  used = 0;
  readonly homes = new Map<string, number>();
  readonly running = new Set<number>();
  readonly measured: string[] = [];
  readonly applied: string[] = [];
  readonly watch = this.newWatch();

  newWatch(): DiskWatch {
    const provisioner = async (verb: string, { name }: { name: string }) => {
      if (verb === 'limits.apply') return this.applied.push(name);
      this.measured.push(name);
      const bytes = this.homes.get(name);
      if (bytes === undefined) throw new Error('no such home');
      return { bytes, quota: this.quota };
    };
    return new DiskWatch({
      db: database.db,
      provisioner: provisioner as unknown as typeof callProvisioner, // the two verbs that it asks for
      usedBytes: async () => this.used,
      runningIds: async () => this.running,
      now: () => this.now,
    });
  }

  async make(name: string, uid: number, bytes: number, state: 'ready' | 'stopped' = 'ready'): Promise<string> {
    this.homes.set(name, bytes);
    const row = { name, owner: 'ada', state, uid, limits: LIMITS };
    const [made] = await database.db.insert(experiments).values(row).returning();
    return made?.id ?? '';
  }

  /** What is measured in a look after so many seconds. */
  async look(seconds = 15): Promise<string[]> {
    this.now += seconds * 1000;
    this.measured.length = 0;
    await this.watch.look();
    return [...this.measured];
  }
}

const stateOf = async (id: string) =>
  (await database.db.select().from(diskStates).where(eq(diskStates.experimentId, id)))[0];
const stops = () => database.db.select().from(operations).where(eq(operations.kind, 'experiment.stop'));

/** The stop has been carried out, and somebody started it again. */
async function restart(id: string) {
  await database.db.update(operations).set({ state: 'succeeded', finishedAt: new Date() });
  await database.db.update(experiments).set({ state: 'ready' }).where(eq(experiments.id, id));
}

test('what is stopped is measured once; its number costs nothing afterwards, not even after a start of the worker', async () => {
  const machine = new Machine();
  for (let uid = 1; uid <= 20; uid++) await machine.make(`e${uid}`, uid, MIB, 'stopped');
  expect(await machine.look()).toHaveLength(20);
  machine.used = 10 * LIMIT;
  for (let hour = 0; hour < 5; hour++) expect(await machine.look(3600)).toEqual([]);
  const later = machine.newWatch();
  machine.measured.length = 0;
  await later.look();
  expect(machine.measured).toEqual([]);
});

test('what a command between two looks wrote or deleted is seen, although nothing was seen to run', async () => {
  const machine = new Machine();
  const id = await machine.make('alpha', 1, 10 * MIB);
  await machine.look();
  machine.homes.set('alpha', LIMIT);
  machine.used += LIMIT;
  expect(await machine.look(600)).toEqual(['alpha']);
  expect(await stateOf(id)).toMatchObject({ level: 'over' });
  await restart(id);
  machine.homes.set('alpha', MIB);
  expect(await machine.look(60)).toEqual(['alpha']);
  expect(await stateOf(id)).toMatchObject({ level: 'ok', action: null });
});

test('what runs is measured every ten minutes, and soon when the file system fills up', async () => {
  const machine = new Machine();
  await machine.make('alpha', 1, 10 * MIB);
  machine.running.add(1);
  expect(await machine.look()).toEqual(['alpha']);
  expect(await machine.look(300)).toEqual([]);
  machine.used += 500 * MIB;
  expect(await machine.look()).toEqual([]);
  machine.used -= 400 * MIB; // somebody else deletes, which must not hide what alpha may have written
  expect(await machine.look()).toEqual([]);
  machine.used += 400 * MIB;
  expect(await machine.look()).toEqual(['alpha']);
  expect(await machine.look(600)).toEqual(['alpha']);
});

test('a home over its limit has its experiment stopped once, again only when it grew, and is forgiven below the limit', async () => {
  const machine = new Machine();
  const id = await machine.make('alpha', 1, LIMIT * 0.95);
  machine.running.add(1);
  await machine.look();
  expect(await stateOf(id)).toMatchObject({ level: 'near', action: null });
  machine.homes.set('alpha', LIMIT + 50 * MIB);
  await machine.look(60);
  expect(await stops()).toMatchObject([{ requestedBy: 'job:disk', experimentId: id }]);
  const action = expect.stringMatching(/^It was stopped, since its home takes 1.0 GiB of 1000 MiB/);
  expect(await stateOf(id)).toMatchObject({ level: 'over', action, actedBytes: LIMIT + 50 * MIB });
  await restart(id);

  machine.homes.set('alpha', LIMIT + 20 * MIB); // some files are deleted
  await machine.look(60);
  machine.homes.set('alpha', LIMIT + 20 * MIB + ROOM_BYTES);
  await machine.look(60);
  expect(await stops()).toHaveLength(1);
  machine.homes.set('alpha', LIMIT + 20 * MIB + ROOM_BYTES + 1);
  await machine.look(60);
  expect(await stops()).toHaveLength(2);
  await restart(id);

  machine.homes.set('alpha', MIB);
  await machine.look(60);
  expect(await stateOf(id)).toMatchObject({ level: 'ok', action: null, actedBytes: null });
});

test('while an operation is under way nothing is stopped, and it is tried again after that', async () => {
  const machine = new Machine();
  const id = await machine.make('alpha', 1, 2 * LIMIT);
  machine.running.add(1);
  await database.db.insert(operations).values({
    kind: 'experiment.snapshot',
    state: 'running',
    experimentId: id,
    experimentName: 'alpha',
    requestedBy: 'ada',
  });
  await machine.look();
  expect(await stateOf(id)).toMatchObject({ level: 'over', action: null });
  await database.db.update(operations).set({ state: 'succeeded', finishedAt: new Date() });
  await machine.look(60);
  expect(await stops()).toHaveLength(1);
});

test('with quotas the file system refuses, so nothing is stopped, and each home gets its quota once', async () => {
  const machine = new Machine();
  machine.quota = true;
  const id = await machine.make('alpha', 1, LIMIT);
  machine.running.add(1);
  await machine.look();
  await machine.look(600);
  expect(machine.applied).toEqual(['alpha']);
  expect(await stops()).toEqual([]);
  expect(await stateOf(id)).toMatchObject({ level: 'over', action: expect.stringContaining('refuses to write more') });
});

test('a home that cannot be measured does not keep the others from it', async () => {
  const machine = new Machine();
  await machine.make('alpha', 1, 0);
  machine.homes.delete('alpha');
  const beta = await machine.make('beta', 2, MIB);
  await machine.look();
  expect(await stateOf(beta)).toMatchObject({ bytes: MIB, level: 'ok' });
});
