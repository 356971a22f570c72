import { randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  archives,
  type ExperimentState,
  experiments,
  members,
  operationSteps,
  operations,
} from '../../server/db/schema/index.ts';
import { commit } from '../../server/jobs/archives/save-repository.ts';
import type { StepContext } from '../../server/jobs/step.ts';
import { archiveExperiment } from '../../server/services/archives/archive-experiment.ts';
import { getArchive } from '../../server/services/archives/get-archive.ts';
import { listArchives } from '../../server/services/archives/list-archives.ts';
import { removeArchive } from '../../server/services/archives/remove-archive.ts';
import { restoreArchive } from '../../server/services/archives/restore-archive.ts';
import { openSecrets, sealSecrets } from '../../server/services/archives/sealed-secrets.ts';
import type { Context } from '../../server/services/context.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { removeExperiment } from '../../server/services/experiments/remove-experiment.ts';
import { finalPosition, planOf } from '../../server/services/operations/plans.ts';
import { retryOperation } from '../../server/services/operations/retry-operation.ts';
import { ARCHIVE_FORMAT, type ArchiveManifest } from '../../server/shared/archive-manifest.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.remove());

function person(username: string, admin = false): Context {
  return { db: database.db, actor: { kind: 'user', username, admin, sessionId: randomUUID() } };
}
const NONE = 'There is no such experiment, or it is somebody else’s.';
const alice = () => person('alice');

async function make(name: string, state: ExperimentState): Promise<string> {
  const values = { name, owner: 'alice', state, displayName: 'Described', limits: defaultLimits() };
  const [row] = await database.db.insert(experiments).values(values).returning();
  if (!row) throw new Error('no experiment');
  return row.id;
}

async function makeArchive(name: string, { state = 'archived' as ExperimentState, format = ARCHIVE_FORMAT } = {}) {
  const experimentId = await make(name, state);
  const id = randomUUID();
  const limits = { ...defaultLimits(), tasksMax: 77 };
  const manifest: ArchiveManifest = {
    ...{ format, kind: 'archive', id, createdAt: new Date().toISOString() },
    versions: { platform: '1', postgres: '17', git: '2' },
    experiment: {
      ...{ id: experimentId, name, displayName: 'As it was', owner: 'alice', template: 'empty', limits },
      ...{ idling: null, snapshotSchedule: null, members: [], sshKeys: [] },
    },
    contents: {
      home: { bytes: 10, files: 1 },
      database: { bytes: 5, tables: ['public.t'] },
      ...{ repository: { branches: ['main'], commit: null }, secrets: ['API_KEY'] },
    },
    files: [],
  };
  await database.db.insert(archives).values({
    ...{
      id,
      kind: 'archive',
      state: 'complete',
      experimentId,
      experimentName: name,
      bytes: 15,
      manifest,
      createdBy: 'alice',
    },
  });
  return { id, experimentId };
}

test('an operator may see an archive, and may neither restore nor remove it; a stranger does not learn that it is there', async () => {
  const { id, experimentId } = await makeArchive('rights');
  await database.db.insert(members).values([
    { experimentId, username: 'bob', role: 'operator', addedBy: 'alice' },
    { experimentId, username: 'dan', role: 'viewer', addedBy: 'alice' },
  ]);
  const [bob, eve] = [person('bob'), person('eve')];
  expect(await getArchive(bob, { id })).toMatchObject({ state: 'complete', contents: { secrets: ['API_KEY'] } });
  expect(await getArchive(person('dan'), { id })).toMatchObject({ contents: { tables: ['public.t'], secrets: [] } });
  expect((await listArchives(bob, {})).items.map((item) => item.id)).toContain(id);
  await expect(restoreArchive(bob, { id, name: 'mine' })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(removeArchive(bob, { id, confirmation: 'rights' })).rejects.toMatchObject({ code: 'forbidden' });
  const refused = [
    () => getArchive(eve, { id }),
    () => restoreArchive(eve, { id, name: 'mine' }),
    () => removeArchive(eve, { id, confirmation: 'rights' }),
    () => getArchive(eve, { id: randomUUID() }),
  ];
  for (const ask of refused) await expect(ask()).rejects.toMatchObject({ code: 'missing', message: NONE });
  expect((await listArchives(eve, {})).items.map((item) => item.id)).not.toContain(id);
});

test('the pages of the list hold every archive once, also those of one millisecond', async () => {
  const experimentId = await make('crowd', 'archived');
  await database.pool.query(
    `insert into archives (kind, state, experiment_id, experiment_name, created_by, created_at)
       select 'archive', 'complete', $1, 'crowd', 'alice', date_trunc('second', now()) + n * interval '1 microsecond'
         from generate_series(1, 120) n`,
    [experimentId],
  );
  const seen: string[] = [];
  let before: string | undefined;
  do {
    const page = await listArchives(alice(), { search: 'crowd', before });
    seen.push(...page.items.map(({ id }) => id));
    before = page.next ?? undefined;
  } while (before !== undefined);
  expect(seen).toHaveLength(120);
  expect(new Set(seen).size).toBe(120);
});

test('an archive is made only of an experiment whose name was typed out and that is ready or stopped', async () => {
  await make('typed', 'ready');
  await expect(archiveExperiment(alice(), { name: 'typed', confirmation: 'type' })).rejects.toMatchObject({
    code: 'invalid',
  });
  const { archiveId, operationId } = await archiveExperiment(alice(), { name: 'typed', confirmation: 'typed' });
  const [operation] = await database.db.select().from(operations).where(eq(operations.id, operationId));
  expect(operation).toMatchObject({ kind: 'experiment.archive', input: { archiveId }, stateBefore: 'ready' });
  await expect(archiveExperiment(alice(), { name: 'typed', confirmation: 'typed' })).rejects.toMatchObject({
    code: 'conflict',
  });
});

test('a restore makes a new experiment with the settings of the archive, and the archived entry stays', async () => {
  const { id, experimentId } = await makeArchive('again');
  const { operationId } = await restoreArchive(alice(), { id, name: 'again' });
  const [operation] = await database.db.select().from(operations).where(eq(operations.id, operationId));
  expect(operation?.experimentId).not.toBe(experimentId);
  const rows = await database.db.select().from(experiments).where(eq(experiments.name, 'again'));
  expect(rows.map((row) => row.state).sort()).toEqual(['archived', 'restoring']);
  expect(rows.find((row) => row.state === 'restoring')).toMatchObject({
    displayName: 'As it was',
    limits: { tasksMax: 77 },
  });
});

test('a restore under a name that an experiment has is refused, and so is one to another experiment’s name', async () => {
  const { id } = await makeArchive('taken');
  await make('somebody', 'ready');
  await expect(restoreArchive(alice(), { id, name: 'somebody' })).rejects.toMatchObject({ code: 'conflict' });
  await restoreArchive(alice(), { id, name: 'taken' });
  await expect(restoreArchive(alice(), { id, name: 'taken' })).rejects.toMatchObject({ code: 'conflict' });
});

test('nobody pushes while an experiment is archived, and everybody may again when that is taken back', async () => {
  const id = await make('pushed', 'archiving');
  const member = { experimentId: id, addedBy: 'alice' };
  await database.db.insert(members).values([
    { ...member, username: 'bob', role: 'operator' },
    { ...member, username: 'eve', role: 'viewer' },
  ]);
  const [experiment] = await database.db.select().from(experiments).where(eq(experiments.id, id));
  const pushers = new Set(['alice', 'bob']);
  const ctx = {
    ...{ db: database.db, experiment, subject: { name: 'pushed', id }, recorded: {}, line: () => undefined },
    record: async (intent: object) => void Object.assign(ctx.recorded, intent),
    provisioner: async () => ({ commit: null }),
    gitea: {
      removeCollaborator: async ({ username }: { username: string }) => void pushers.delete(username),
      addCollaborator: async ({ username }: { username: string }) => {
        pushers.add(username);
        return { refusal: null };
      },
    },
  };
  const step = ctx as unknown as StepContext;
  await commit.run(step);
  expect([...pushers]).toEqual([]);
  await commit.undo?.(step);
  expect([...pushers].sort()).toEqual(['alice', 'bob']);
});

test('an archive is not removed while it is restored, nor restored once its removal is in line', async () => {
  const { id } = await makeArchive('contended');
  const { operationId } = await restoreArchive(alice(), { id, name: 'contended' });
  const remove = () => removeArchive(alice(), { id, confirmation: 'contended' });
  await expect(remove()).rejects.toMatchObject({ code: 'conflict' });
  await database.db.update(operations).set({ state: 'failed' }).where(eq(operations.id, operationId));
  await remove();
  await expect(restoreArchive(alice(), { id, name: 'contended-2' })).rejects.toMatchObject({ code: 'conflict' });
});

test('an archive of a newer format is refused with both numbers', async () => {
  const { id } = await makeArchive('newer', { format: ARCHIVE_FORMAT + 6 });
  await expect(restoreArchive(alice(), { id, name: 'newer' })).rejects.toThrow(
    new RegExp(`format ${ARCHIVE_FORMAT + 6}.*up to ${ARCHIVE_FORMAT}`),
  );
});

test('what failed after its archive was complete can only be tried again, not deleted or archived anew', async () => {
  const { id, experimentId } = await makeArchive('half', { state: 'failed' });
  const insert = (reached: number, input: { archiveId: string }) =>
    database.db.transaction(async (tx) => {
      const values = {
        kind: 'experiment.archive' as const,
        experimentId,
        experimentName: 'half',
        requestedBy: 'alice',
        input,
        state: 'failed' as const,
      };
      const [row] = await tx.insert(operations).values(values).returning();
      if (!row) throw new Error('no operation');
      const state = (position: number) => (position < reached ? 'done' : position === reached ? 'failed' : 'pending');
      await tx
        .insert(operationSteps)
        .values(
          planOf('experiment.archive').steps.map(
            ({ key, title }, position) =>
              ({ operationId: row.id, position, key, title, state: state(position) }) as const,
          ),
        );
      return row.id;
    });
  const earlier = await insert(2, { archiveId: randomUUID() });
  const last = await insert(finalPosition('experiment.archive') + 1, { archiveId: id });
  await expect(removeExperiment(alice(), { name: 'half', confirmation: 'half' })).rejects.toMatchObject({
    code: 'conflict',
  });
  await expect(retryOperation(alice(), { id: earlier })).rejects.toMatchObject({ code: 'conflict' });
  const { operationId } = await retryOperation(alice(), { id: last });
  const [retried] = await database.db.select().from(operations).where(eq(operations.id, operationId));
  expect(retried?.input).toEqual({ archiveId: id });
});

test('sealed secrets open with this machine’s key and for this archive alone', () => {
  const [master, id] = [randomBytes(32), randomUUID()];
  const sealed = sealSecrets(master, id, { A: 'one', B: 'zwei €' });
  expect(sealed.includes('zwei')).toBe(false);
  expect(openSecrets(master, id, sealed)).toEqual({ A: 'one', B: 'zwei €' });
  expect(() => openSecrets(randomBytes(32), id, sealed)).toThrow();
  expect(() => openSecrets(master, randomUUID(), sealed)).toThrow();
  sealed.writeUInt8(sealed.readUInt8(sealed.length - 1) ^ 1, sealed.length - 1);
  expect(() => openSecrets(master, id, sealed)).toThrow();
});
