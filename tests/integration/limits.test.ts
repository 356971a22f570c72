import { desc, eq } from 'drizzle-orm';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { audit, experiments, operations, probes, settings } from '../../server/db/schema/index.ts';
import type { Context } from '../../server/services/context.ts';
import { startProbe } from '../../server/services/doctor/start-probe.ts';
import { createExperiment } from '../../server/services/experiments/create-experiment.ts';
import { getBounds } from '../../server/services/limits/get-bounds.ts';
import { getLimits } from '../../server/services/limits/get-limits.ts';
import { updateLimits } from '../../server/services/limits/update-limits.ts';
import { defaultSettings } from '../../server/services/settings/default-settings.ts';
import { loadSettings } from '../../server/services/settings/load-settings.ts';
import { updateSettings } from '../../server/services/settings/update-settings.ts';
import { AppError } from '../../server/shared/errors.ts';
import type { ExperimentLimits } from '../../server/shared/limits.ts';
import { setDatabaseLimits } from '../../server/system/postgres/database-limits.ts';
import { endLongStatements } from '../../server/system/postgres/end-long-statements.ts';
import {
  createExperimentDatabase,
  removeExperimentDatabase,
} from '../../server/system/postgres/experiment-database.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const GIB = 1024 ** 3;
const LIMITS: ExperimentLimits = {
  memoryHighBytes: GIB,
  memoryMaxBytes: 2 * GIB,
  cpuPercent: 100,
  tasksMax: 500,
  diskBytes: 10 * GIB,
  databaseConnections: 20,
  statementTimeoutMs: 0,
};

let database: TestDatabase;
beforeAll(async () => {
  process.env.HOMELAB_DATABASE_URL = inject('postgresUrl');
  database = await createTestDatabase();
});
afterAll(() => database.remove());
beforeEach(async () => {
  for (const table of [settings, audit, operations, experiments]) await database.db.delete(table);
});

const as = (username: string, admin = false): Context => ({
  db: database.db,
  actor: { kind: 'user', username, admin, sessionId: 'session' },
});

async function make(limits = LIMITS) {
  const [row] = await database.db
    .insert(experiments)
    .values({ name: 'alpha', owner: 'ada', state: 'ready', uid: 2001, limits })
    .returning();
  if (!row) throw new Error('a row was made');
  return row;
}
const limitsOf = async (id: string) =>
  (await database.db.select().from(experiments).where(eq(experiments.id, id)))[0]?.limits;

/** Maxima and defaults with a difference. */
const limitSettings = (change: Partial<ExperimentLimits>) => {
  const own = { ...LIMITS, ...change };
  return { limits: { defaults: LIMITS, maxima: { user: own, admin: { ...LIMITS, tasksMax: 5000 } } } };
};

describe('settings', () => {
  test('have defaults where nothing was set, and keep what is not given', async () => {
    expect(await loadSettings(database.db)).toEqual(defaultSettings());
    const idling = { idleMinutes: null, openTabMinutes: 30, busyCpuPercent: 9 };
    await updateSettings(as('root', true), { idling });
    await updateSettings(as('root', true), { drift: { mend: 'automatic' } });
    expect(await loadSettings(database.db)).toEqual({ ...defaultSettings(), idling, drift: { mend: 'automatic' } });
    expect(await database.db.select().from(audit)).toMatchObject([
      { actor: 'root', action: 'settings.update', details: { idling: { after: idling } } },
      { details: { drift: { before: { mend: 'by-hand' }, after: { mend: 'automatic' } } } },
    ]);
  });

  test('are changed by administrators alone', async () => {
    await expect(updateSettings(as('ada'), { drift: { mend: 'automatic' } })).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await database.db.select().from(settings)).toEqual([]);
  });

  test.each<[string, object]>([
    ['defaults above what owners may set', limitSettings({ tasksMax: 400 })],
    ['a memory threshold above the hard limit', limitSettings({ memoryHighBytes: 3 * GIB })],
    ['statements without a limit by default where owners have one', limitSettings({ statementTimeoutMs: 1000 })],
    ['a limit that no machine has', limitSettings({ tasksMax: 1e9 })],
    ['no minutes at all', { idling: { idleMinutes: 0, openTabMinutes: 30, busyCpuPercent: 5 } }],
    ['a key that is not known', { idling: { idleMinutes: 30, openTabMinutes: 30, busyCpuPercent: 5, more: 1 } }],
    ['a setting that is not known', { colour: 'blue' }],
  ])('are refused with %s', async (_what, input) => {
    await expect(updateSettings(as('root', true), input)).rejects.toThrow();
    expect(await database.db.select().from(settings)).toEqual([]);
  });

  test('of an older version that mean nothing any more count as not set', async () => {
    await database.db.insert(settings).values({ key: 'idling', value: { minutes: 3 }, updatedBy: 'root' });
    expect((await loadSettings(database.db)).idling).toEqual(defaultSettings().idling);
  });

  test('do not name a target for archives that is not there', async () => {
    const archives = { targetId: '00000000-0000-4000-8000-000000000000' };
    await expect(updateSettings(as('root', true), { archives })).rejects.toMatchObject({ code: 'missing' });
  });
});

describe('a new experiment', () => {
  test('gets the defaults with what was given laid over them', async () => {
    await updateSettings(as('root', true), limitSettings({ cpuPercent: 200 }));
    await createExperiment(as('ada'), { name: 'beta', limits: { cpuPercent: 150 } });
    const [row] = await database.db.select().from(experiments);
    expect(row?.limits).toEqual({ ...LIMITS, cpuPercent: 150 });
  });

  test('may have up to the maximum of its creator’s role', async () => {
    await updateSettings(as('root', true), limitSettings({}));
    const input = { name: 'beta', limits: { tasksMax: 501 } };
    await expect(createExperiment(as('ada'), input)).rejects.toMatchObject({ code: 'invalid' });
    expect(await database.db.select().from(experiments)).toEqual([]);
    await createExperiment(as('root', true), input);
    expect((await getBounds(as('ada'))).maxima.tasksMax).toBe(500);
    expect((await getBounds(as('root', true))).maxima.tasksMax).toBe(5000);
  });
});

describe('a change of limits', () => {
  test('is written, told to the machine and audited with what was before', async () => {
    const row = await make();
    const apply = vi.fn(async () => undefined);
    const after = { ...LIMITS, tasksMax: 300 };
    expect(await updateLimits(as('ada'), { name: 'alpha', limits: { tasksMax: 300 } }, apply)).toEqual(after);
    expect(apply).toHaveBeenCalledExactlyOnceWith(expect.anything(), expect.objectContaining({ limits: after }));
    expect(await limitsOf(row.id)).toEqual(after);
    const [entry] = await database.db.select().from(audit);
    expect(entry).toMatchObject({ actor: 'ada', action: 'experiment.limits', details: { before: LIMITS, after } });
  });

  test('that the machine refuses is taken back, and the refusal is told', async () => {
    const row = await make();
    const applied: number[] = [];
    const apply = async (_ctx: Context, { limits }: { limits: ExperimentLimits }) => {
      applied.push(limits.tasksMax);
      if (limits.tasksMax === 300) throw new AppError('conflict', 'Too much is in use.');
    };
    const change = updateLimits(as('ada'), { name: 'alpha', limits: { tasksMax: 300 } }, apply);
    await expect(change).rejects.toMatchObject({
      code: 'conflict',
      message: 'The limits are as before. Too much is in use.',
    });
    expect(await limitsOf(row.id)).toEqual(LIMITS);
    expect(applied).toEqual([300, 500]);
  });

  test('by two people at once leaves on the machine what the row says', async () => {
    const row = await make();
    const machine: number[] = [];
    const slow = async (_ctx: Context, { limits }: { limits: ExperimentLimits }) => {
      if (machine.length === 0) {
        machine.push(0);
        await updateLimits(as('ada'), { name: 'alpha', limits: { tasksMax: 400 } }, slow);
      }
      machine.push(limits.tasksMax);
    };
    await updateLimits(as('root', true), { name: 'alpha', limits: { tasksMax: 300 } }, slow);
    expect(machine.at(-1)).toBe((await limitsOf(row.id))?.tasksMax);
  });

  test('is refused to who may not manage it, above the maximum, and while something changes it as a whole', async () => {
    const row = await make();
    const apply = vi.fn(async () => undefined);
    const change = (who: Context, tasksMax: number) =>
      updateLimits(who, { name: 'alpha', limits: { tasksMax } }, apply);
    await expect(change(as('bob'), 300)).rejects.toMatchObject({ code: 'missing' });
    await updateSettings(as('root', true), limitSettings({}));
    await expect(change(as('ada'), 501)).rejects.toMatchObject({ code: 'invalid' });
    await change(as('root', true), 501);
    await expect(updateLimits(as('ada'), { name: 'alpha', limits: { cpuPercent: 50 } }, apply)).resolves.toMatchObject({
      tasksMax: 501,
    });
    await database.db.update(experiments).set({ state: 'archiving' }).where(eq(experiments.id, row.id));
    await expect(change(as('root', true), 300)).rejects.toMatchObject({ code: 'conflict' });
    expect(apply).toHaveBeenCalledTimes(2);
  });
});

describe('a probe', () => {
  test('is asked for by an administrator, once at a time', async () => {
    await expect(startProbe(as('ada'))).rejects.toMatchObject({ code: 'forbidden' });
    const tries = await Promise.allSettled([startProbe(as('root', true)), startProbe(as('root', true))]);
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await database.db.update(probes).set({ finishedAt: new Date(), results: [] });
    await startProbe(as('root', true));
  });

  test('tells beside the limits of an experiment which of them do not hold', async () => {
    await make();
    const results = [
      { key: 'cpu', title: 'CPU', enforced: false, detail: 'Not enforced here, because …' },
      { key: 'tasks', title: 'Processes', enforced: true, detail: 'yes' },
    ];
    const at = new Date(Date.now() + 1000);
    await database.db
      .insert(probes)
      .values({ startedBy: 'job:probe', bootId: 'x', startedAt: at, finishedAt: at, results });
    expect((await getLimits(as('ada'), { name: 'alpha' })).notEnforced).toEqual([
      { key: 'cpuPercent', reason: 'Not enforced here, because …' },
    ]);
    expect((await database.db.select().from(probes).orderBy(desc(probes.startedAt)))[0]?.results).toEqual(results);
  });
});

describe('in PostgreSQL', () => {
  const password = 'a-password';
  let id: string;
  const sessions: Client[] = [];
  beforeEach(async () => {
    ({ id } = await make({ ...LIMITS, statementTimeoutMs: 200, databaseConnections: 2 }));
    await createExperimentDatabase({ id, name: 'alpha', password });
    await setDatabaseLimits({ id, name: 'alpha' }, { databaseConnections: 2, statementTimeoutMs: 200 });
    return async () => {
      for (const session of sessions.splice(0)) await session.end().catch(() => undefined);
      await removeExperimentDatabase({ id, name: 'alpha' });
    };
  });

  async function session(): Promise<Client> {
    const url = new URL(inject('postgresUrl'));
    Object.assign(url, { pathname: '/experiment_alpha', username: 'exp-alpha', password });
    const client = new Client({ connectionString: url.href });
    client.on('error', () => undefined);
    await client.connect();
    sessions.push(client);
    return client;
  }

  test('a role has so many connections and no more, and cannot change that', async () => {
    const first = await session();
    await session();
    await expect(session()).rejects.toThrow('too many connections for role');
    await expect(first.query('alter role current_user connection limit 9')).rejects.toThrow(
      /permission denied|must have/,
    );
  });

  test('a statement is ended at its limit, also when the role took the limit away for itself', async () => {
    const client = await session();
    await expect(client.query('select pg_sleep(20)')).rejects.toThrow('statement timeout');
    await client.query('set statement_timeout = 0');
    const late = client.query('select pg_sleep(20)').catch((error: Error) => error.message);
    await vi.waitFor(async () => expect((await endLongStatements(database.db)).cancelled).toBe(1), 10_000);
    expect(await late).toContain('canceling statement due to user request');
    expect(await endLongStatements(database.db)).toEqual({ limited: 1, cancelled: 0, terminated: 0 });
  });

  test('a statement is left alone while the platform works on the experiment, as for a dump', async () => {
    await database.db.insert(operations).values({
      kind: 'experiment.snapshot',
      state: 'running',
      experimentId: id,
      experimentName: 'alpha',
      requestedBy: 'ada',
    });
    const client = await session();
    await client.query('set statement_timeout = 0');
    const statement = client.query('select pg_sleep(2.5)');
    await new Promise((resolve) => setTimeout(resolve, 1_800)); // beyond limit and grace
    expect(await endLongStatements(database.db)).toMatchObject({ cancelled: 0, terminated: 0 });
    await statement;
  });
});
