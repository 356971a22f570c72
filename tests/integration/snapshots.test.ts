import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { archives, experiments, operations } from '../../server/db/schema/index.ts';
import { space } from '../../server/jobs/archives/make.ts';
import type { StepContext } from '../../server/jobs/step.ts';
import { openDownload } from '../../server/services/archives/open-download.ts';
import type { Context } from '../../server/services/context.ts';
import { createExperiment } from '../../server/services/experiments/create-experiment.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { findDueSnapshots } from '../../server/services/snapshots/due-snapshots.ts';
import { listSnapshots } from '../../server/services/snapshots/list-snapshots.ts';
import { recoverFromSnapshot } from '../../server/services/snapshots/recover-from-snapshot.ts';
import { removeSnapshot } from '../../server/services/snapshots/remove-snapshot.ts';
import { updateSchedule } from '../../server/services/snapshots/update-schedule.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

let database: TestDatabase;
let experimentId: string;
const schedule = { everyHours: 6, keepLast: 3, keepDaily: 0, keepWeekly: 0 };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.remove());
beforeEach(async () => {
  const { db } = database;
  for (const table of [archives, operations, experiments]) await db.delete(table);
  const row = { name: 'mine', owner: 'alice', state: 'ready', limits: defaultLimits() } as const;
  const [made] = await db.insert(experiments).values(row).returning();
  experimentId = made?.id ?? '';
});

const person = (username: string): Context => ({
  db: database.db,
  actor: { kind: 'user', username, admin: false, sessionId: randomUUID() },
});

async function snapshot(values: Partial<typeof archives.$inferInsert> = {}): Promise<string> {
  const { limits, ...experiment } = {
    id: experimentId,
    name: 'mine',
    displayName: '',
    owner: 'alice',
    template: 'empty',
    limits: defaultLimits(),
  };
  const [row] = await database.db
    .insert(archives)
    .values({
      ...{ kind: 'snapshot', state: 'complete', experimentId, experimentName: 'mine', createdBy: 'alice', bytes: 1 },
      manifest: {
        ...{ format: 1, kind: 'snapshot', id: randomUUID(), createdAt: new Date().toISOString() },
        versions: { platform: '', postgres: '', git: '' },
        experiment: { ...experiment, limits, idling: null, snapshotSchedule: null, members: [], sshKeys: [] },
        contents: {
          home: { bytes: 1, files: 1 },
          database: { bytes: 1, tables: ['public.notes'] },
          repository: null,
          secrets: [],
        },
        files: [{ name: 'home.tar.zst', bytes: 1, sha256: 'a'.repeat(64) }],
      },
      ...values,
    })
    .returning();
  return row?.id ?? '';
}

test('a schedule that would keep nothing is refused, and only who may manage sets one', async () => {
  const nothing = { ...schedule, keepLast: 0 };
  await expect(updateSchedule(person('alice'), { name: 'mine', schedule: nothing })).rejects.toMatchObject({
    code: 'invalid',
  });
  await expect(updateSchedule(person('bob'), { name: 'mine', schedule })).rejects.toMatchObject({ code: 'missing' });
  await updateSchedule(person('alice'), { name: 'mine', schedule });
  expect((await listSnapshots(person('alice'), { name: 'mine' })).schedule).toEqual(schedule);
});

test('a snapshot is due when the last one is older than the schedule says, and not in the hour after one that failed', async () => {
  const due = () => findDueSnapshots(database.db);
  expect(await due()).toEqual([]);
  await updateSchedule(person('alice'), { name: 'mine', schedule });
  expect(await due()).toEqual(['mine']);
  const id = await snapshot();
  expect(await due()).toEqual([]);
  await database.db
    .update(archives)
    .set({ createdAt: new Date(Date.now() - 7 * 3600_000) })
    .where(eq(archives.id, id));
  expect(await due()).toEqual(['mine']);
  const failed = {
    kind: 'experiment.snapshot',
    experimentId,
    experimentName: 'mine',
    requestedBy: 'job:schedule',
    state: 'failed',
  } as const;
  await database.db.insert(operations).values(failed);
  expect(await due()).toEqual([]);
  await database.db.delete(operations);
  await database.db.update(experiments).set({ state: 'archived' });
  expect(await due()).toEqual([]);
});

test('what is to be recovered is below the home and in the snapshot, and the snapshot is whole', async () => {
  const alice = person('alice');
  const id = await snapshot();
  const refuse = (files: string[], tables: string[]) =>
    expect(recoverFromSnapshot(alice, { id, files, tables })).rejects.toMatchObject({ code: 'invalid' });
  await refuse([], []);
  for (const path of ['../x', '/etc/passwd', 'a//b', 'a/./b', '', 'a\nb']) await refuse([path], []);
  await refuse([], ['public.none']);
  const damaged = await snapshot({ state: 'damaged', problem: 'truncated' });
  await expect(recoverFromSnapshot(alice, { id: damaged, files: ['a'], tables: [] })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(recoverFromSnapshot(person('bob'), { id, files: ['a'], tables: [] })).rejects.toMatchObject({
    code: 'missing',
  });
  await recoverFromSnapshot(alice, { id, files: ['a', 'a'], tables: ['public.notes'] });
  const [operation] = await database.db.select().from(operations);
  expect(operation?.input).toEqual({ archiveId: id, files: ['a'], tables: ['public.notes'] });
});

test('a second new try of a snapshot that failed neither writes into what the first has made nor takes it back', async () => {
  const id = await snapshot();
  const recorded: unknown[] = [];
  const ctx = {
    db: database.db,
    operation: { input: { archiveId: id } },
    recorded: {},
    record: async (intent: unknown) => void recorded.push(intent),
  } as unknown as StepContext;
  await expect(space.run(ctx)).rejects.toMatchObject({ code: 'conflict' });
  expect(recorded).toEqual([]);
  await space.undo?.(ctx);
  expect((await listSnapshots(person('alice'), { name: 'mine' })).snapshots).toHaveLength(1);
});

test('a snapshot that is being written is neither removed nor downloaded, and an archive is no snapshot', async () => {
  const alice = person('alice');
  const writing = await snapshot({ state: 'writing', manifest: null });
  await expect(removeSnapshot(alice, { id: writing })).rejects.toMatchObject({ code: 'conflict' });
  await expect(openDownload(alice, { id: writing, file: 'home.tar.zst' })).rejects.toMatchObject({ code: 'conflict' });
  const archive = await snapshot({ kind: 'archive' });
  await expect(removeSnapshot(alice, { id: archive })).rejects.toMatchObject({ code: 'conflict' });
  const whole = await snapshot();
  await expect(openDownload(alice, { id: whole, file: 'secrets.sealed' })).rejects.toMatchObject({ code: 'missing' });
  await expect(openDownload(person('bob'), { id: whole, file: 'home.tar.zst' })).rejects.toMatchObject({
    code: 'missing',
  });
});

test('a creation from an unknown template, a strange address or somebody else’s experiment is refused and leaves no row', async () => {
  const bob = person('bob');
  const refused = [
    [{ template: 'none' }, 'invalid'],
    [{ template: '../base' }, 'invalid'],
    [{ source: { kind: 'git', url: 'ssh://host/x.git' } }, 'invalid'],
    [{ source: { kind: 'git', url: 'https://me:secret@host/x.git' } }, 'invalid'],
    [{ source: { kind: 'experiment', name: 'mine', withDatabase: true } }, 'missing'],
  ] as const;
  for (const [input, code] of refused) {
    await expect(createExperiment(bob, { name: 'new-one', ...input })).rejects.toMatchObject({ code });
  }
  expect(await database.db.$count(experiments)).toBe(1);
  expect(await database.db.$count(operations)).toBe(0);
  await createExperiment(person('alice'), {
    name: 'new-one',
    source: { kind: 'experiment', name: 'mine', withDatabase: false },
  });
  const [operation] = await database.db.select().from(operations);
  expect(operation?.input.source).toEqual({ kind: 'experiment', experimentId, withDatabase: false });
});
