import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Decision, decide, type Seen } from '../../../server/jobs/idling/decide.ts';

const NOW = new Date('2026-03-01T12:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);

const IDLE: Seen = {
  now: NOW,
  since: ago(600),
  before: { activeAt: ago(120), connectedAt: null, observedAt: ago(0.5) },
  activity: {
    name: 'a',
    workspace: 'lab',
    connections: 0,
    jobs: [],
    kernels: [{ name: 'train.ipynb', busy: false, activeAt: ago(120).toISOString() }],
    terminalAt: null,
    heartbeatAt: null,
  },
  cpu: { kind: 'known', percent: 0.4 },
  settings: { idleMinutes: 60, openTabMinutes: 480, busyCpuPercent: 5 },
  keepAwakeUntil: null,
};
const but = (changes: Partial<Seen>, activity: Partial<Seen['activity']> = {}): Seen => ({
  ...IDLE,
  ...changes,
  activity: { ...IDLE.activity, ...activity },
});

const time = fc.integer({ min: -3000, max: 3000 }).map((minutes) => ago(minutes));
const orNull = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: null });
const told = orNull(time.map((date) => date.toISOString()));
const kernel = fc.record({ name: fc.string(), busy: fc.boolean(), activeAt: told });
const minutes = orNull(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 50_000 })));
const anything: fc.Arbitrary<Seen> = fc.record({
  now: fc.constant(NOW),
  since: fc.integer({ min: 0, max: 3000 }).map(ago),
  before: orNull(
    fc.record({
      activeAt: fc.integer({ min: 0, max: 3000 }).map(ago),
      connectedAt: orNull(fc.integer({ min: 0, max: 3000 }).map(ago)),
      observedAt: fc.integer({ min: 0, max: 3000 }).map(ago),
    }),
  ),
  activity: fc.record({
    name: fc.constant('a'),
    workspace: fc.constantFrom('lab' as const, 'code' as const),
    connections: fc.integer({ min: 0, max: 3 }),
    jobs: fc.oneof(fc.constant<string[]>([]), fc.array(fc.string(), { maxLength: 2 })),
    kernels: orNull(fc.array(kernel, { maxLength: 2 })),
    terminalAt: told,
    heartbeatAt: told,
  }),
  cpu: fc.oneof(
    fc.record({ kind: fc.constant('known' as const), percent: fc.double({ min: 0, max: 800, noNaN: true }) }),
    fc.record({ kind: fc.constant('not-yet' as const), knownAt: time }),
    fc.constant({ kind: 'none' as const }),
  ),
  settings: fc.record({
    idleMinutes: minutes,
    openTabMinutes: minutes,
    busyCpuPercent: fc.integer({ min: 1, max: 100 }),
  }),
  keepAwakeUntil: orNull(time),
});

describe('whatever else there is', { timeout: 30_000 }, () => {
  const always = (what: (seen: Seen) => boolean, then: (decision: Decision, seen: Seen) => void) =>
    fc.assert(
      fc.property(anything.filter(what), (seen) => {
        then(decide(seen), seen);
      }),
      { numRuns: 200 },
    );
  const goesOn = (decision: Decision) => expect(decision.stop).toBe(false);

  test('a busy kernel is never stopped', () => {
    always(
      ({ activity }) => activity.kernels?.some((one) => one.busy) ?? false,
      (decision) => expect(decision).toMatchObject({ stop: false, stopsAt: null }),
    );
  });
  test('a terminal that runs something is never stopped', () => {
    always(({ activity }) => activity.jobs.length > 0, goesOn);
  });
  test('a JupyterLab that does not answer is never stopped', () => {
    always(({ activity }) => activity.kernels === null, goesOn);
  });
  test('nothing that uses the processor is stopped', () => {
    always(({ cpu, settings }) => cpu.kind === 'known' && cpu.percent >= settings.busyCpuPercent, goesOn);
  });
  test('nothing is stopped before it was watched for a whole window', () => {
    always(({ cpu }) => cpu.kind === 'not-yet', goesOn);
  });
  test('nothing is stopped while it is kept awake', () => {
    always(({ keepAwakeUntil }) => keepAwakeUntil !== null && keepAwakeUntil > NOW, goesOn);
  });
  test('nothing is stopped where the setting that holds says never', () => {
    always(
      ({ activity, settings }) => (activity.connections > 0 ? settings.openTabMinutes : settings.idleMinutes) === null,
      goesOn,
    );
  });
  test('what is stopped has been idle for as long as the setting says', () => {
    let stopped = 0;
    always(
      () => true,
      (decision, { activity, settings }) => {
        if (!decision.stop) return;
        stopped++;
        const least = (activity.connections > 0 ? settings.openTabMinutes : settings.idleMinutes) ?? Infinity;
        expect(NOW.getTime() - decision.activeAt.getTime()).toBeGreaterThanOrEqual(least * 60_000);
      },
    );
    expect(stopped).toBeGreaterThan(0);
  });
  test('nothing was active in the future, whatever an experiment says', () => {
    always(
      () => true,
      (decision) => expect(decision.activeAt.getTime()).toBeLessThanOrEqual(NOW.getTime()),
    );
  });
});

describe('a workspace where nothing is busy', () => {
  test('is stopped when nobody was there for the time that is set', () => {
    expect(decide(IDLE)).toMatchObject({ stop: true, busy: null, stopsAt: ago(60) });
  });
  test('with a tab open is stopped after the time for that', () => {
    const open = { connectedAt: ago(0.5), observedAt: ago(0.5) };
    expect(decide(but({ before: { ...open, activeAt: ago(120) } }, { connections: 1 })).stop).toBe(false);
    expect(decide(but({ before: { ...open, activeAt: ago(481) } }, { connections: 1, kernels: [] }))).toMatchObject({
      stop: true,
    });
  });
  test('has its time from when the last tab was closed', () => {
    const before = { activeAt: ago(400), connectedAt: ago(20), observedAt: ago(0.5) };
    expect(decide(but({ before })).stopsAt).toEqual(ago(-40));
  });
  test('counts from when a tab is opened', () => {
    const before = { activeAt: ago(900), connectedAt: ago(700), observedAt: ago(0.5) };
    expect(decide(but({ before }, { connections: 1 })).activeAt).toEqual(NOW);
  });
  test('lives on by the editor’s heartbeat', () => {
    const editor: Partial<Seen['activity']> = {
      workspace: 'code',
      kernels: [],
      heartbeatAt: ago(10).toISOString(),
    };
    expect(decide(but({}, editor)).stopsAt).toEqual(ago(-50));
  });
  test('is not kept by the heartbeat that a forgotten tab of the editor keeps going', () => {
    const before = { activeAt: ago(500), connectedAt: ago(0.5), observedAt: ago(0.5) };
    const editor: Partial<Seen['activity']> = {
      workspace: 'code',
      kernels: [],
      connections: 2,
      heartbeatAt: NOW.toISOString(),
    };
    expect(decide(but({ before }, editor)).stop).toBe(true);
  });
  test('says what it runs for', () => {
    const busy = [{ name: 'train.ipynb', busy: true, activeAt: null }];
    expect(decide(but({}, { kernels: busy })).busy).toBe('kernel train.ipynb is busy');
    expect(decide(but({}, { jobs: ['make'] })).busy).toBe('a terminal runs make');
    expect(decide(but({ cpu: { kind: 'known', percent: 37.4 } })).busy).toBe('it uses 37 % of a processor core');
  });
});
