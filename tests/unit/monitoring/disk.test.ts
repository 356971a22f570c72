import { expect, test } from 'vitest';
import { DiskUsage } from '../../../server/monitoring/experiments/disk.ts';
import type { KnownExperiment } from '../../../server/monitoring/experiments/list.ts';

const MINUTE = 60_000;
const experiment = (name: string, uid: number | null = 1001): KnownExperiment => ({
  id: name,
  name,
  uid,
  state: 'ready',
  tokenHash: null,
});

/** A clock that the test sets, and a measure that notes what it was asked. */
function setUp(answer: (name: string) => Promise<number> = async () => 100) {
  const clock = { now: 0 };
  const asked: string[] = [];
  const disk = new DiskUsage(
    (name) => {
      asked.push(name);
      return answer(name);
    },
    () => clock.now,
  );
  return { clock, asked, disk };
}

test('a home is measured at most once in ten minutes', async () => {
  const { clock, asked, disk } = setUp();
  const alpha = experiment('alpha');
  for (const minute of [0, 1, 9]) {
    clock.now = minute * MINUTE;
    await disk.update([alpha]);
  }
  expect(asked).toEqual(['alpha']);
  expect(disk.bytes(alpha)).toBe(100);
  clock.now = 10 * MINUTE;
  await disk.update([alpha]);
  expect(asked).toEqual(['alpha', 'alpha']);
});

test('homes are measured one at a time', async () => {
  let running = 0;
  let most = 0;
  const { disk } = setUp(async () => {
    most = Math.max(most, ++running);
    await new Promise(setImmediate);
    running -= 1;
    return 1;
  });
  const all = [experiment('a', 1), experiment('b', 2), experiment('c', 3)];
  await Promise.all([disk.update(all), disk.update(all)]);
  expect(most).toBe(1);
  expect(all.map((one) => disk.bytes(one))).toEqual([1, 1, 1]);
});

test('a size that could not be renewed is given for a while, then is unknown', async () => {
  let works = true;
  const { clock, disk } = setUp(async () => {
    if (!works) throw new Error('the provisioner is away');
    return 100;
  });
  const alpha = experiment('alpha');
  await disk.update([alpha]);
  works = false;
  clock.now = 20 * MINUTE;
  await disk.update([alpha]);
  expect(disk.bytes(alpha)).toBe(100);
  expect(disk.problem).not.toBeNull();
  clock.now = 31 * MINUTE;
  expect(disk.bytes(alpha)).toBeNull();
});

test('a new experiment of an old name does not get the old one’s size', async () => {
  const { asked, disk } = setUp();
  await disk.update([experiment('alpha', 1001)]);
  const successor = experiment('alpha', 1002);
  expect(disk.bytes(successor)).toBeNull();
  await disk.update([successor]);
  expect(asked).toEqual(['alpha', 'alpha']);
});

test('an experiment without an account yet is not measured', async () => {
  const { asked, disk } = setUp();
  await disk.update([experiment('alpha', null), { ...experiment('beta'), state: 'creating' }]);
  expect(asked).toEqual([]);
});
