import { randomUUID } from 'node:crypto';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Session } from '../../server/auth/sessions.ts';
import { type ExperimentRight, RIGHTS, rightsOf } from '../../server/shared/roles.ts';
import type { Right } from '../../server/trpc/rights.ts';
import { appRouter, createCaller } from '../../server/trpc/router.ts';
import { makeSubject, type Subject } from './support/subject.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

interface Row {
  /** What the procedure declares. */
  needs: Right;
  /** For `experiment`: what its verb asks for on the experiment, operation, archive, snapshot or finding of the input. */
  right?: ExperimentRight;
  /** An input that names the subject and gets past the check of its shape. */
  input?: (subject: Subject) => unknown;
}

const byName = ({ name }: Subject) => ({ name });
const lab = ({ name }: Subject) => ({ name, workspace: 'lab' });
const operation = ({ operationId }: Subject) => ({ id: operationId });
const archive = ({ archiveId }: Subject) => ({ id: archiveId });
const snapshot = ({ snapshotId }: Subject) => ({ id: snapshotId });
const own = (right: ExperimentRight, input: (subject: Subject) => unknown): Row => ({
  needs: 'experiment',
  right,
  input,
});

/** Every procedure of the API. One that is missing here fails the first test. */
const TABLE: Record<string, Row> = {
  'sessions.create': { needs: 'none', input: () => ({ username: 'x', password: '' }) },
  'sessions.current': { needs: 'self' },
  'sessions.list': { needs: 'self' },
  'sessions.remove': { needs: 'self', input: () => ({ id: randomUUID() }) },
  'sessions.removeCurrent': { needs: 'self' },
  'settings.get': { needs: 'self' },
  'settings.update': { needs: 'admin', input: () => ({}) },

  'experiments.list': { needs: 'experiments', input: () => ({}) },
  'experiments.checkName': { needs: 'experiments', input: byName },
  'experiments.create': { needs: 'experiments', input: byName },
  'experiments.createMany': { needs: 'experiments', input: () => ({ prefix: 'a', count: 2, template: 'no-such' }) },
  'experiments.bulk': { needs: 'experiments', input: ({ name }) => ({ action: 'start', names: [name] }) },
  'experiments.get': own('see', byName),
  'experiments.logs': own('logs', ({ name }) => ({ name, source: 'lab', lines: 5 })),
  'experiments.start': own('operate', byName),
  'experiments.stop': own('operate', byName),
  'experiments.restart': own('operate', byName),
  'experiments.renew': own('manage', byName),
  'experiments.remove': own('manage', ({ name }) => ({ name, confirmation: 'not-the-name' })),

  'operations.list': { needs: 'experiments', input: () => ({}) },
  'operations.batch': { needs: 'experiments', input: ({ batchId }) => ({ batchId }) },
  'operations.get': own('see', operation),
  'operations.watch': own('see', operation),
  'operations.cancel': own('operate', operation),
  'operations.retry': own('operate', operation),

  'workspaces.start': own('operate', lab),
  'workspaces.stop': own('operate', lab),
  'workspaces.restart': own('operate', lab),
  'workspaces.enter': own('open', lab),
  'metrics.get': own('metrics', byName),

  'limits.get': own('see', byName),
  'limits.bounds': { needs: 'experiments' },
  'limits.update': own('manage', ({ name }) => ({ name, limits: {} })),
  'idling.get': own('see', byName),
  'idling.update': own('manage', ({ name }) => ({ name, idling: null })),
  'idling.keepAwake': own('operate', ({ name }) => ({ name, until: null })),
  'members.list': own('see', byName),
  'members.set': own('manage', ({ name }) => ({ name, username: 'no-such-account', role: 'viewer', logs: false })),
  'members.remove': own('manage', ({ name }) => ({ name, username: 'no-such-account' })),
  'members.transfer': own('manage', ({ name }) => ({ name, to: 'x', stay: false, confirmation: 'not-the-name' })),
  'secrets.list': own('open', byName),
  'secrets.set': own('manage', ({ name }) => ({ name, secret: 'PGDATABASE', value: 'x' })),
  'secrets.remove': own('manage', ({ name }) => ({ name, secret: 'NONE' })),
  'sshKeys.list': own('open', byName),
  'sshKeys.add': own('manage', ({ name }) => ({ name, label: 'x', publicKey: 'not a key' })),
  'sshKeys.remove': own('manage', ({ name }) => ({ name, id: randomUUID() })),

  'archives.list': { needs: 'experiments', input: () => ({}) },
  'archives.get': own('see', archive),
  'archives.create': own('manage', ({ name }) => ({ name, confirmation: 'not-the-name' })),
  'archives.verify': own('manage', archive),
  'archives.restore': own('manage', ({ archiveId }) => ({ id: archiveId, name: 'restored' })),
  'archives.remove': own('manage', ({ archiveId }) => ({ id: archiveId, confirmation: 'not-the-name' })),
  'snapshots.list': own('open', byName),
  'snapshots.create': own('manage', byName),
  'snapshots.schedule': own('manage', ({ name }) => ({ name, schedule: null })),
  'snapshots.remove': own('manage', snapshot),
  'snapshots.files': own('open', ({ snapshotId }) => ({ id: snapshotId, folder: '' })),
  'snapshots.recover': own('manage', ({ snapshotId }) => ({ id: snapshotId, files: [], tables: [] })),

  'templates.list': { needs: 'experiments' },
  'targets.list': { needs: 'admin' },
  'targets.add': { needs: 'admin', input: () => ({ name: 'x', kind: 'folder', path: 'relative' }) },
  'targets.check': { needs: 'admin', input: () => ({ id: randomUUID() }) },
  'targets.remove': { needs: 'admin', input: () => ({ id: randomUUID() }) },
  'doctor.get': { needs: 'admin' },
  'doctor.probe': { needs: 'admin' },
  'drift.list': own('see', byName),
  'drift.check': { needs: 'admin' },
  'drift.mend': own('manage', ({ driftId }) => ({ id: driftId })),
};

/** `lost` owns an experiment and has no account on the machine any more; all others meet an experiment of `owner`. */
const ROLES = ['nobody', 'stranger', 'viewer', 'reader', 'operator', 'owner', 'lost', 'administrator'] as const;
type Role = (typeof ROLES)[number];

const HAS: Record<Role, readonly ExperimentRight[]> = {
  nobody: [],
  stranger: [],
  viewer: rightsOf({ role: 'viewer', logs: false }),
  reader: rightsOf({ role: 'viewer', logs: true }),
  operator: rightsOf({ role: 'operator', logs: true }),
  owner: RIGHTS,
  lost: [],
  administrator: RIGHTS,
};

/**
 * `refused`: without a session. `hidden`: as if there were no such thing. `forbidden`: the caller may know of it and may not do
 * this. `answered`: all else, also a refusal for another reason than rights.
 */
type Outcome = 'refused' | 'hidden' | 'forbidden' | 'answered';

function expected({ needs, right }: Row, role: Role): Outcome {
  if (needs === 'none') return 'answered';
  if (role === 'nobody') return 'refused';
  if (needs === 'admin') return role === 'administrator' ? 'answered' : 'forbidden';
  if (needs !== 'experiment' || !right) return 'answered';
  if (!HAS[role].includes('see')) return 'hidden';
  return HAS[role].includes(right) ? 'answered' : 'forbidden';
}

let database: TestDatabase;
let subjects: { theirs: Subject; lost: Subject };

beforeAll(async () => {
  database = await createTestDatabase();
  process.env.HOMELAB_DATABASE_URL = database.url;
  subjects = {
    theirs: await makeSubject(database.db, 'theirs', 'owner'),
    lost: await makeSubject(database.db, 'lost-one', 'lost', { ownerMissing: true }),
  };
});
afterAll(() => database.remove());

const HIDDEN = /There is no experiment “|or it is somebody else’s/;

async function call(path: string, role: Role): Promise<Outcome> {
  const session =
    role === 'nobody' ? null : ({ id: randomUUID(), username: role, admin: role === 'administrator' } as Session);
  const ctx = { db: database.db, session, address: '127.0.0.1', userAgent: '', secure: false, answer: null };
  const caller: unknown = createCaller(ctx);
  const target = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller);
  try {
    const input = TABLE[path]?.input?.(role === 'lost' ? subjects.lost : subjects.theirs);
    const result: unknown = await (target as (input: unknown) => Promise<unknown>)(input);
    if (typeof result === 'object' && result !== null && Symbol.asyncIterator in result) {
      for await (const _ of result as AsyncIterable<unknown>) break;
    }
    return 'answered';
  } catch (error) {
    return outcomeOf(error);
  }
}

/** An error inside a stream comes as it was thrown, every other one as tRPC's. */
function outcomeOf(error: unknown): Outcome {
  const { message, code } = error instanceof Error && 'code' in error ? error : { message: '', code: '' };
  if (error instanceof TRPCError && message === 'Log in first.') return 'refused';
  if (code === 'FORBIDDEN' || code === 'forbidden') return 'forbidden';
  const isMissing = code === 'NOT_FOUND' || code === 'missing';
  return isMissing && HIDDEN.test(message) ? 'hidden' : 'answered';
}

test('the table names every procedure of the API, with what it declares', () => {
  const found = Object.entries<unknown>(appRouter._def.procedures).map(([path, procedure]) => [
    path,
    (procedure as { _def: { meta?: { needs: Right } } })._def.meta?.needs,
  ]);
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(TABLE).map(([path, { needs }]) => [path, needs])),
  );
});

test('the table gives a right on the experiment wherever one is asked for', () => {
  const without = Object.entries(TABLE).filter(
    ([, { needs, right }]) => (needs === 'experiment') !== (right !== undefined),
  );
  expect(without).toEqual([]);
});

describe.each(Object.entries(TABLE))('%s', (path, row) => {
  test.each(ROLES.map((role) => [role, expected(row, role)] as const))('%s: %s', async (role, outcome) => {
    expect(await call(path, role)).toBe(outcome);
  });
});
