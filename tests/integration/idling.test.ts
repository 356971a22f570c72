import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit, experiments, workspaceActivity } from '../../server/db/schema/index.ts';
import { IdleWatch } from '../../server/jobs/idling/idle-watch.ts';
import type { RunningWorkspace } from '../../server/jobs/idling/running.ts';
import type { Ports } from '../../server/jobs/ports.ts';
import type { Context } from '../../server/services/context.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { getIdling } from '../../server/services/idling/get-idling.ts';
import { keepAwake } from '../../server/services/idling/keep-awake.ts';
import { updateIdling } from '../../server/services/idling/update-idling.ts';
import { loadSettings } from '../../server/services/settings/load-settings.ts';
import type { WorkspaceActivity } from '../../server/shared/provisioner-protocol.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const OWN = { idleMinutes: 30, openTabMinutes: null, busyCpuPercent: 20 };
const HOUR_AGO = new Date(Date.now() - 3600_000);

let database: TestDatabase;
let alice: Context;
beforeAll(async () => {
  database = await createTestDatabase();
  alice = { db: database.db, actor: { kind: 'user', username: 'alice', admin: false, sessionId: 'none' } };
});
afterAll(() => database.remove());
beforeEach(async () => {
  await database.db.delete(experiments);
  await database.db.delete(audit);
  await database.db
    .insert(experiments)
    .values({ name: 'a', owner: 'alice', state: 'ready', limits: defaultLimits(), uid: 1234, idling: OWN });
});

const IDLE: WorkspaceActivity = {
  name: 'a',
  workspace: 'lab',
  connections: 0,
  jobs: [],
  kernels: [],
  terminalAt: null,
  heartbeatAt: null,
};

/** A watch over a lab that has run for an hour. The provisioner is a double: it answers with `answers` in turn, the last one again. */
function watchOver(answers: Partial<WorkspaceActivity>[], cpuSeconds: number | null = null) {
  const stops: unknown[] = [];
  let asked = 0;
  let running: RunningWorkspace[] = [{ name: 'a', workspace: 'lab', since: HOUR_AGO }];
  const provisioner = async (verb: string, args: unknown) => {
    if (verb === 'unit.stop') stops.push(args);
    const answer = { ...IDLE, ...answers[Math.min(asked++, answers.length - 1)] };
    return { items: [answer] };
  };
  const watch = new IdleWatch(
    {
      db: database.db,
      provisioner: provisioner as unknown as Ports['provisioner'], // the two verbs that are asked for
      reader: {
        usage: async () => ({ cpuSeconds, memoryBytes: null, memoryLimitBytes: null, tasks: null }),
      },
      running: async () => running,
    },
    60_000,
  );
  const end = () => {
    running = [];
  };
  return { watch, stops, end };
}

const rows = () => database.db.select().from(workspaceActivity);

describe('a look at what runs', () => {
  test('stops what has been idle for long enough, with a row in the audit', async () => {
    const { watch, stops } = watchOver([{}]);
    await watch.look();
    expect(stops).toEqual([{ name: 'a', workspace: 'lab' }]);
    const [row] = await database.db.select().from(audit);
    expect(row).toMatchObject({ actor: 'job:idling', action: 'workspace.stop', subject: 'a' });
    expect(row?.details).toMatchObject({ workspace: 'lab', idleSince: HOUR_AGO.toISOString() });
    expect(await rows()).toEqual([]);
  });

  test('does not stop what has begun to work since it was looked at', async () => {
    const { watch, stops } = watchOver([{}, { kernels: [{ name: 'x', busy: true, activeAt: null }] }]);
    await watch.look();
    expect(stops).toEqual([]);
    expect(await database.db.select().from(audit)).toEqual([]);
  });

  test('stops nothing before it has watched the processor for a whole window', async () => {
    const { watch, stops } = watchOver([{}], 5);
    await watch.look();
    await watch.look();
    expect(stops).toEqual([]);
    expect(await rows()).toHaveLength(1);
  });

  test('leaves an experiment alone that is not ready', async () => {
    await database.db.update(experiments).set({ state: 'archiving' });
    const { watch, stops } = watchOver([{}]);
    await watch.look();
    expect(stops).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  test('stops nothing that is kept awake, and forgets what does not run any more', async () => {
    await keepAwake(alice, { name: 'a', until: new Date(Date.now() + 3600_000).toISOString() });
    const { watch, stops, end } = watchOver([{}]);
    await watch.look();
    expect(stops).toEqual([]);
    expect((await getIdling(alice, { name: 'a' })).running[0]?.sentence).toMatch(/^Kept awake until /);
    end();
    await watch.look();
    expect(await rows()).toEqual([]);
  });

  test('takes a unit that was started again as one that has just begun', async () => {
    const [experiment] = await database.db.select().from(experiments);
    const old = { since: new Date(0), activeAt: new Date(0), observedAt: new Date(0) };
    await database.db
      .insert(workspaceActivity)
      .values({ experimentId: experiment?.id ?? '', workspace: 'lab', ...old });
    const { watch } = watchOver([{ kernels: null }]);
    await watch.look();
    const [row] = await rows();
    expect(row?.since).toEqual(HOUR_AGO);
    expect(row?.busy).toMatch(/does not answer/);
  });
});

describe('what the page asks for', () => {
  test('is why each workspace runs, by the experiment’s own settings', async () => {
    const { watch } = watchOver([{ kernels: [{ name: 'train.ipynb', busy: true, activeAt: null }] }]);
    await watch.look();
    const view = await getIdling(alice, { name: 'a' });
    expect(view).toMatchObject({ settings: OWN, own: true, keepAwakeUntil: null });
    expect(view.running[0]?.sentence).toBe('Running because kernel train.ipynb is busy');
  });

  test('follows the platform when the experiment’s own settings are taken back', async () => {
    await updateIdling(alice, { name: 'a', idling: null });
    const view = await getIdling(alice, { name: 'a' });
    expect(view).toMatchObject({ settings: (await loadSettings(database.db)).idling, own: false, running: [] });
    const [row] = await database.db.select().from(audit).where(eq(audit.action, 'experiment.update-idling'));
    expect(row?.details).toEqual({ before: OWN, after: null });
  });

  test.each([new Date(0), new Date(Date.now() + 31 * 24 * 3600_000)])(
    'refuses to keep awake until %s',
    async (until) => {
      await expect(keepAwake(alice, { name: 'a', until: until.toISOString() })).rejects.toMatchObject({
        code: 'invalid',
      });
    },
  );
});
