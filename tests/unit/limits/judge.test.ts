import { expect, test } from 'vitest';
import { judge, type Outcomes } from '../../../server/provisioner/probe/judge.ts';
import type { Outcome } from '../../../server/provisioner/probe/run-trial.ts';

const ended: Outcome = { began: true, got: null, said: '' };
const got = (values: object): Outcome => ({ began: true, got: { ...values }, said: '' });
const notStarted: Outcome = { began: false, got: null, said: 'Failed to start transient service unit.' };

const GOOD: Outcomes = {
  memory: ended,
  high: got({ slowed: 3 }),
  slice: [got({ bytes: 1 }), ended],
  cpu: got({ percent: 21, throttled: 14 }),
  cpuQuota: 20,
  tasks: got({ started: 20 }),
  leave: got({ left: [] }),
};
const V2 = { swapBytes: 0, unified: true };
const failed = (outcomes: Partial<Outcomes>, machine = V2) =>
  judge({ ...GOOD, ...outcomes }, machine).flatMap(({ key, enforced }) => (enforced ? [] : [key]));

test('limits that held are told as enforced, each with what was seen', () => {
  expect(failed({})).toEqual([]);
  expect(failed({ cpu: got({ percent: 20, throttled: null }) })).toEqual([]);
  expect(judge(GOOD, V2).map(({ detail }) => detail)).not.toContainEqual(expect.stringContaining('Not enforced'));
});

test.each<[string[], Partial<Outcomes>]>([
  [['memory'], { memory: got({ bytes: 1 }) }],
  [['memory-slice'], { slice: [got({}), got({})] }],
  [['memory-high'], { high: got({ slowed: 0 }) }],
  [['cpu'], { cpu: got({ percent: 99, throttled: 3 }) }],
  [['cpu'], { cpu: got({ percent: 20, throttled: 0 }) }],
  [['cpu'], { cpu: ended }],
  [['cpu'], { cpu: got({ percent: 9, throttled: 3 }), cpuQuota: 1 }],
  [['tasks'], { tasks: got({ started: 64 }) }],
  [['escape'], { leave: got({ left: ['/sys/fs/cgroup/cgroup.procs'] }) }],
  [['escape'], { leave: ended }],
])('what was exceeded is told: %s', (keys, outcomes) => {
  expect(failed(outcomes)).toEqual(keys);
});

test('a trial that could not begin proves nothing', () => {
  const all = { ...GOOD, memory: notStarted, high: notStarted, cpu: notStarted, tasks: notStarted, leave: notStarted };
  const slice = [notStarted, notStarted] as const;
  expect(failed({ ...all, slice })).toHaveLength(7);
  expect(judge({ ...all, slice }, V2)[0]?.detail).toContain('Failed to start transient service unit');
});

test('swap counts as closed only where there is none, or where the hard limit ended the program all the same', () => {
  expect(failed({}, { ...V2, swapBytes: 2 ** 30 })).toEqual([]);
  expect(failed({ memory: got({ bytes: 1 }) }, { ...V2, swapBytes: 2 ** 30 })).toEqual(['memory', 'swap']);
});

test('control groups of version 1 are named where they are the reason', () => {
  const results = judge({ ...GOOD, high: got({ slowed: 0 }) }, { ...V2, unified: false });
  expect(results.find(({ key }) => key === 'memory-high')?.detail).toContain('version 1');
});
