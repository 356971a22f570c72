import { randomUUID } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../server/auth/sessions.ts';
import { experiments, operations } from '../../server/db/schema/index.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import type { Right } from '../../server/trpc/rights.ts';
import { appRouter, createCaller } from '../../server/trpc/router.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

/**
 * Every procedure of the API with the right it must need and an input that names an experiment (or operation) of `owner`.
 * A procedure that is missing here fails the first test.
 */
const operationId = randomUUID();
const own = { name: 'theirs' };
const TABLE: Record<string, { needs: Right; input?: unknown }> = {
  'sessions.create': { needs: 'none', input: { username: 'x', password: '' } },
  'sessions.current': { needs: 'self' },
  'sessions.list': { needs: 'self' },
  'sessions.remove': { needs: 'self', input: { id: randomUUID() } },
  'sessions.removeCurrent': { needs: 'self' },
  'experiments.list': { needs: 'experiments' },
  'experiments.get': { needs: 'experiment', input: own },
  'experiments.checkName': { needs: 'experiments', input: own },
  'experiments.create': { needs: 'experiments', input: own },
  'experiments.remove': { needs: 'experiment', input: { name: 'theirs', confirmation: 'not-the-name' } },
  'operations.list': { needs: 'experiments', input: {} },
  'operations.get': { needs: 'experiment', input: { id: operationId } },
  'operations.watch': { needs: 'experiment', input: { id: operationId } },
  'operations.cancel': { needs: 'experiment', input: { id: operationId } },
  'operations.retry': { needs: 'experiment', input: { id: operationId } },
  'workspaces.start': { needs: 'experiment', input: { ...own, workspace: 'lab' } },
  'workspaces.stop': { needs: 'experiment', input: { ...own, workspace: 'lab' } },
  'workspaces.log': { needs: 'experiment', input: { ...own, workspace: 'lab' } },
  'workspaces.enter': { needs: 'experiment', input: { ...own, workspace: 'lab' } },
  'metrics.get': { needs: 'experiment', input: own },
};

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  const [row] = await database.db
    .insert(experiments)
    .values({ name: 'theirs', owner: 'owner', state: 'ready', limits: defaultLimits() })
    .returning();
  if (!row) throw new Error('no experiment');
  await database.db.insert(operations).values({
    id: operationId,
    kind: 'experiment.create',
    experimentId: row.id,
    experimentName: 'theirs',
    requestedBy: 'owner',
    state: 'succeeded',
    finishedAt: new Date(),
  });
});
afterAll(() => database.remove());

type Role = 'nobody' | 'stranger' | 'owner' | 'administrator';

/** What a call of a role gives: `refused` without a session, `hidden` for what is another's, else `answered`. */
async function call(path: string, role: Role): Promise<'refused' | 'hidden' | 'answered'> {
  const session =
    role === 'nobody' ? null : ({ id: randomUUID(), username: role, admin: role === 'administrator' } as Session);
  const ctx = { db: database.db, session, address: '127.0.0.1', userAgent: '', secure: false, answer: null };
  const caller: unknown = createCaller(ctx);
  const target = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller);
  try {
    const result: unknown = await (target as (input: unknown) => Promise<unknown>)(TABLE[path]?.input);
    if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
      for await (const _ of result as AsyncIterable<unknown>) break;
    }
    return 'answered';
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (error instanceof TRPCError && message === 'Log in first.') return 'refused';
    if (error instanceof Error && /There is no (experiment|such operation)/.test(message)) return 'hidden';
    return 'answered';
  }
}

const paths = Object.keys(appRouter._def.procedures);

test('the table names every procedure of the API, with the right that it asks for', () => {
  const found = Object.entries<unknown>(appRouter._def.procedures).map(([path, procedure]) => [
    path,
    (procedure as { _def: { meta?: { needs: Right } } })._def.meta?.needs,
  ]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(TABLE).map(([path, { needs }]) => [path, needs])),
  );
});

describe.each(paths)('%s', (path) => {
  const needs = TABLE[path]?.needs;

  test(needs === 'none' ? 'answers anybody' : 'refuses who has no session', async () => {
    expect(await call(path, 'nobody')).toBe(needs === 'none' ? 'answered' : 'refused');
  });

  test.runIf(needs === 'experiment')('hides what is another person’s', async () => {
    expect(await call(path, 'stranger')).toBe('hidden');
  });

  test.runIf(needs === 'experiment')('answers the owner and an administrator', async () => {
    expect(await call(path, 'owner')).toBe('answered');
    expect(await call(path, 'administrator')).toBe('answered');
  });
});
