import { describe, expect, test } from 'vitest';
import { compareMachine } from '../../server/jobs/reconcile/compare-machine.ts';
import {
  compareDatabases,
  comparePlatform,
  compareRepositories,
} from '../../server/jobs/reconcile/compare-services.ts';
import { type Expectations, type Expected, steady } from '../../server/jobs/reconcile/expected.ts';
import { DRIFT_KINDS, losesNothing } from '../../server/services/drift/drift-kinds.ts';
import type { MachineInventory } from '../../server/shared/provisioner-protocol.ts';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const one: Expected = { id: ID, name: 'one', uid: 20_001, stopped: false, lastOperation: null, snapshotAt: null };

function expecting(...settled: Expected[]): Expectations {
  return { settled, moving: new Set(), known: new Set(settled.map(({ id }) => id)) };
}

/** A machine on which the experiment is whole. */
function machine(change: Partial<MachineInventory> = {}): MachineInventory {
  const mark = { id: ID, name: 'one' };
  const file = (part: MachineInventory['files'][number]['part']) => ({
    part,
    name: part === 'slice' ? null : 'one',
    uid: part === 'slice' ? 20_001 : null,
    path: `/etc/${part}`,
    mark,
  });
  return {
    accounts: [{ name: 'one', uid: 20_001, markedId: ID, group: true, closed: false, running: true }],
    homes: [{ name: 'one', uid: 20_001 }],
    files: [file('environment'), file('sockets'), file('lab'), file('code'), file('slice')],
    sockets: ['one'],
    ...change,
  };
}

const kinds = (found: { kind: string }[]) => found.map(({ kind }) => kind);
const account = machine().accounts[0] as MachineInventory['accounts'][number]; // machine() has one

describe('the machine', () => {
  test('that has every part of an experiment shows nothing', () => {
    expect(compareMachine(expecting(one), machine())).toEqual([]);
    const stopped = machine({ accounts: [{ ...account, closed: true, running: false }] });
    expect(compareMachine(expecting({ ...one, stopped: true }), stopped)).toEqual([]);
  });

  test.each<[string, Partial<MachineInventory>, Partial<Expected>]>([
    ['account.missing', { accounts: [] }, {}],
    ['account.foreign', { accounts: [{ ...account, markedId: null }] }, {}],
    ['account.changed', { accounts: [{ ...account, uid: 20_002 }] }, {}],
    ['group.missing', { accounts: [{ ...account, group: false }] }, {}],
    ['account.closed', { accounts: [{ ...account, closed: true }] }, {}],
    ['account.open', { accounts: [{ ...account, running: false }] }, { stopped: true }],
    ['experiment.running', { accounts: [{ ...account, closed: true }] }, { stopped: true }],
    ['home.missing', { homes: [] }, {}],
    ['home.foreign', { homes: [{ name: 'one', uid: 1000 }] }, {}],
    ['file.missing', { files: machine().files.slice(1) }, {}],
    [
      'file.foreign',
      { files: machine().files.map((file) => (file.part === 'lab' ? { ...file, mark: null } : file)) },
      {},
    ],
    ['sockets.missing', { sockets: [] }, {}],
  ])('%s', (kind, change, expected) => {
    const found = compareMachine(expecting({ ...one, ...expected }), machine(change));
    expect(kinds(found)).toEqual([kind]);
    expect(found[0]).toMatchObject({ experimentId: ID, mendable: DRIFT_KINDS[kind as 'file.missing'].mendable });
  });

  test('a file of another experiment in the place of its own is foreign, and a leftover when nobody knows that one', () => {
    const files = machine().files.map((file) =>
      file.part === 'code' ? { ...file, mark: { id: OTHER, name: 'one' } } : file,
    );
    const found = compareMachine(expecting(one), machine({ files }));
    expect(kinds(found)).toEqual(['file.foreign', 'leftover.machine']);
    expect(found[1]).toMatchObject({ experimentId: null, mendable: false });
  });

  test('accounts without a mark are nobody’s leftover', () => {
    const accounts = [account, { ...account, name: 'two', uid: 20_009, markedId: null }];
    expect(compareMachine(expecting(one), machine({ accounts }))).toEqual([]);
  });

  test('a remedy that makes something empty says where its content can be had', () => {
    const at = new Date('2026-11-20T03:04:05Z');
    const [without] = compareMachine(expecting(one), machine({ homes: [] }));
    const [withOne] = compareMachine(expecting({ ...one, snapshotAt: at }), machine({ homes: [] }));
    expect(without?.remedy).toContain('There is no snapshot');
    expect(withOne?.remedy).toContain('2026-11-20 03:04 UTC');
  });
});

describe('PostgreSQL', () => {
  const roles = new Map([['exp-one', { markedId: ID as string | null, canLogIn: true }]]);
  const databases = new Map([['experiment_one', { owner: 'exp-one' }]]);

  test.each<[string[], object, Partial<Expected>]>([
    [[], {}, {}],
    [['role.missing', 'database.missing'], { roles: new Map(), databases: new Map() }, {}],
    [['role.foreign'], { roles: new Map([['exp-one', { markedId: null, canLogIn: true }]]) }, {}],
    [['role.open'], {}, { stopped: true }],
    [['role.closed'], { roles: new Map([['exp-one', { markedId: ID, canLogIn: false }]]) }, {}],
    [['database.missing'], { databases: new Map() }, {}],
    [['database.foreign'], { databases: new Map([['experiment_one', { owner: 'postgres' }]]) }, {}],
    [['leftover.postgres'], { roles: new Map([...roles, ['exp-old', { markedId: OTHER, canLogIn: true }]]) }, {}],
  ])('%j', (expected, change, of) => {
    expect(kinds(compareDatabases(expecting({ ...one, ...of }), { roles, databases, ...change }))).toEqual(expected);
  });
});

describe('the git service', () => {
  const accounts = new Map<string, string | null>([
    ['exp-one', ID],
    ['alice', null],
  ]);
  const repositories = new Set(['exp-one/one']);

  test.each<[string[], object]>([
    [[], {}],
    [['repository.missing'], { accounts: new Map() }],
    [['repository.missing'], { repositories: new Set() }],
    [['repository.foreign'], { accounts: new Map([['exp-one', null]]) }],
    [['leftover.git'], { accounts: new Map([...accounts, ['exp-old', OTHER]]) }],
  ])('%j', (expected, change) => {
    expect(kinds(compareRepositories(expecting(one), { accounts, repositories, ...change }))).toEqual(expected);
  });
});

test('a unit of the platform that stands still is found, one that is starting or not installed is not', () => {
  const state = (activeState: string, loaded = true) => ({
    ...{ unit: 'nginx.service', loaded, activeState },
    ...{ subState: '', result: 'exit-code', activeSince: null },
  });
  const found = (activeState: string, loaded = true) =>
    kinds(comparePlatform(new Map([['nginx.service', state(activeState, loaded)]])));
  expect(found('active')).toEqual([]);
  expect(found('activating')).toEqual([]);
  expect(found('inactive', false)).toEqual([]);
  expect(found('inactive')).toEqual(['platform.stopped']);
  expect(found('failed')).toEqual(['platform.failed']);
});

test('nothing is said of an experiment that changed while the machine was looked at', () => {
  const two = { ...one, id: OTHER, name: 'two' };
  const now = expecting(one, two);
  expect(steady(now, now).settled).toEqual([one, two]);
  const stopped = steady(now, expecting(one, { ...two, stopped: true }));
  expect(stopped.settled).toEqual([one]);
  expect(stopped.moving).toEqual(new Set([OTHER]));
  const restarted = steady(now, expecting({ ...one, lastOperation: OTHER }, two));
  expect(restarted.settled).toEqual([two]);
  const gone = steady(now, expecting(one));
  expect(gone.settled).toEqual([one]);
  expect(gone.known).toContain(OTHER); // what was there when the look began is no leftover
  expect(steady(expecting(one), now).settled).toEqual([one]);
});

test('nothing that comes back empty is ever mended without being asked for', () => {
  const empty = ['home.missing', 'role.missing', 'database.missing', 'repository.missing'];
  const left = Object.entries(DRIFT_KINDS).filter(([kind, { mendable }]) => mendable && !losesNothing(kind));
  expect(left.map(([kind]) => kind)).toEqual(empty);
  expect(losesNothing('no.such.kind')).toBe(false);
  expect(losesNothing('toString')).toBe(false);
});
