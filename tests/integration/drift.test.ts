import { randomUUID } from 'node:crypto';
import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { drift, experiments, operations, settings } from '../../server/db/schema/index.ts';
import { readExpectations } from '../../server/jobs/reconcile/expected.ts';
import { type Finding, finding } from '../../server/jobs/reconcile/finding.ts';
import { mendByItself } from '../../server/jobs/reconcile/mend-by-itself.ts';
import { storeFindings } from '../../server/jobs/reconcile/store-findings.ts';
import type { Context } from '../../server/services/context.ts';
import { readCheckedAt } from '../../server/services/drift/checked-at.ts';
import type { DriftKind, DriftSource } from '../../server/services/drift/drift-kinds.ts';
import { mendDrift } from '../../server/services/drift/mend-drift.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

let database: TestDatabase;
let alice: Context;
const ALL: DriftSource[] = ['machine', 'postgres', 'git', 'units'];

beforeAll(async () => {
  database = await createTestDatabase();
  alice = { db: database.db, actor: { kind: 'user', username: 'alice', admin: false, sessionId: randomUUID() } };
});
afterAll(() => database.remove());
afterEach(async () => {
  for (const table of [drift, operations, experiments, settings]) await database.db.delete(table);
});

async function make(name: string): Promise<string> {
  const [row] = await database.db
    .insert(experiments)
    .values({ name, owner: 'alice', state: 'ready', uid: 20_000, limits: defaultLimits() })
    .returning();
  if (!row) throw new Error('no experiment');
  return row.id;
}

const of = (experimentId: string | null, kind: DriftKind, subject = 'x'): Finding =>
  finding(experimentId, kind, subject, ['It is so.', 'It is mended.']);

async function store(findings: Finding[], sources = ALL): Promise<void> {
  const expected = await readExpectations(database.db);
  await storeFindings(database.db, expected, { findings, sources: new Set(sources) });
}

const stored = () => database.db.select().from(drift).orderBy(asc(drift.kind));
const kinds = async () => (await stored()).map((row) => row.kind);

async function idOf(kind: string): Promise<string> {
  const row = (await stored()).find((found) => found.kind === kind);
  if (!row) throw new Error(`no ${kind}`);
  return row.id;
}

test('a finding keeps its time and its id while it is there, and goes when it is not', async () => {
  const id = await make('a');
  await store([of(id, 'group.missing'), of(null, 'platform.stopped', 'nginx.service')]);
  const [first] = await stored();
  await store([of(id, 'group.missing')]);
  const [again, ...others] = await stored();
  expect(others).toEqual([]);
  expect(again).toMatchObject({ id: first?.id, foundAt: first?.foundAt });
  expect(again?.seenAt.getTime()).toBeGreaterThan(first?.seenAt.getTime() ?? 0);
  expect(await readCheckedAt(database.db)).toMatch(/^\d{4}-/);
});

test('what could not be asked keeps its findings', async () => {
  const id = await make('a');
  await store([of(id, 'group.missing'), of(id, 'database.missing'), of(id, 'repository.missing')]);
  await store([], ['machine', 'units']);
  expect(await kinds()).toEqual(['database.missing', 'repository.missing']);
});

test('an experiment on which an operation is under way is left as it was, and one that is gone is forgotten', async () => {
  const [moving, gone] = [await make('a'), await make('b')];
  await store([of(moving, 'group.missing'), of(gone, 'group.missing')]);
  await database.db.insert(operations).values({
    ...{ kind: 'experiment.stop', experimentId: moving, experimentName: 'a', requestedBy: 'alice' },
  });
  await database.db.delete(experiments).where(eq(experiments.id, gone));
  await store([]);
  expect((await stored()).map((row) => row.experimentId)).toEqual([moving]);
  expect((await readExpectations(database.db)).settled).toEqual([]);
});

test('one call mends what loses nothing with what was asked for, and nothing else that would come back empty', async () => {
  const id = await make('a');
  const found: DriftKind[] = ['account.missing', 'home.foreign', 'home.missing', 'database.missing', 'file.missing'];
  await store(found.map((kind) => of(id, kind)));
  const { operationId } = await mendDrift(alice, { id: await idOf('database.missing') });
  const [operation] = await database.db
    .select()
    .from(operations)
    .where(eq(operations.id, operationId ?? ''));
  const mended = (await stored()).filter((row) => operation?.input.driftIds?.includes(row.id));
  expect(mended.map((row) => row.kind)).toEqual(['account.missing', 'database.missing', 'file.missing']);
  await expect(mendDrift(alice, { id: await idOf('file.missing') })).rejects.toThrow('still under way');
});

test('what the platform cannot mend is refused with what a person can do', async () => {
  const id = await make('a');
  await store([of(id, 'home.foreign'), of(null, 'leftover.machine')]);
  await expect(mendDrift(alice, { id: await idOf('home.foreign') })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('It is mended.'),
  });
  await expect(mendDrift(alice, { id: await idOf('leftover.machine') })).rejects.toMatchObject({ code: 'missing' });
});

test('nothing is mended by itself unless an administrator has set that, and nothing that would come back empty', async () => {
  const [one, two] = [await make('a'), await make('b')];
  await store([of(one, 'file.missing'), of(one, 'database.missing'), of(two, 'database.missing')]);
  await mendByItself({ db: database.db });
  expect(await database.db.$count(operations)).toBe(0);
  await database.db.insert(settings).values({ key: 'drift', value: { mend: 'automatic' }, updatedBy: 'root' });
  await mendByItself({ db: database.db });
  const begun = await database.db.select().from(operations);
  expect(begun).toMatchObject([{ experimentId: one, requestedBy: 'job:reconcile', kind: 'experiment.mend' }]);
  expect(begun[0]?.input.driftIds).toEqual([await idOf('file.missing')]);
});

test('what could not be mended by itself is not tried again and again', async () => {
  const id = await make('a');
  await database.db.insert(settings).values({ key: 'drift', value: { mend: 'automatic' }, updatedBy: 'root' });
  await store([of(id, 'file.missing')]);
  await mendByItself({ db: database.db });
  await database.db.update(operations).set({ state: 'failed', finishedAt: new Date() });
  await mendByItself({ db: database.db });
  expect(await database.db.$count(operations)).toBe(1);
});
