import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { snapshotsToRemove } from '../../server/jobs/snapshots/keep-snapshots.ts';
import { nextSnapshotAt } from '../../server/services/snapshots/next-snapshot.ts';

const at = (text: string) => ({ createdAt: new Date(text) });
const snapshots = fc.array(
  fc
    .date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    .map((createdAt) => ({ createdAt })),
  { maxLength: 60 },
);
const counts = fc.record({
  keepLast: fc.nat({ max: 10 }),
  keepDaily: fc.nat({ max: 10 }),
  keepWeekly: fc.nat({ max: 10 }),
});
const newest = <T extends { createdAt: Date }>(all: readonly T[]) =>
  Math.max(...all.map(({ createdAt }) => createdAt.getTime()));

describe('which snapshots a schedule keeps', () => {
  test('the newest always stays, whatever the schedule says', () => {
    fc.assert(
      fc.property(snapshots, counts, (all, keep) => {
        const removed = new Set(snapshotsToRemove(all, keep));
        const kept = all.filter((snapshot) => !removed.has(snapshot));
        expect(all.length === 0 || newest(kept) === newest(all)).toBe(true);
      }),
    );
  });

  test('as many of the last stay as it says, and never more than all three together', () => {
    fc.assert(
      fc.property(snapshots, counts, (all, keep) => {
        const kept = all.length - snapshotsToRemove(all, keep).length;
        expect(kept).toBeGreaterThanOrEqual(Math.min(all.length, keep.keepLast));
        expect(kept).toBeLessThanOrEqual(Math.max(1, keep.keepLast) + keep.keepDaily + keep.keepWeekly);
      }),
    );
  });

  test('to remove what is to be removed changes nothing about the rest', () => {
    fc.assert(
      fc.property(snapshots, counts, (all, keep) => {
        const removed = new Set(snapshotsToRemove(all, keep));
        const kept = all.filter((snapshot) => !removed.has(snapshot));
        expect(snapshotsToRemove(kept, keep)).toEqual([]);
      }),
    );
  });

  test('of each day and of each week the newest stays', () => {
    const all = ['11-02T01', '11-02T20', '11-09T05', '11-14T05', '11-15T23', '11-16T00', '11-17T09', '11-17T10'].map(
      (day) => at(`2026-${day}:00:00Z`),
    );
    const days = snapshotsToRemove(all, { keepLast: 0, keepDaily: 3, keepWeekly: 0 });
    expect(all.filter((one) => !days.includes(one))).toEqual([4, 5, 7].map((index) => all[index]));
    // 2, 9 and 16 November 2026 are Mondays
    const weeks = snapshotsToRemove(all, { keepLast: 0, keepDaily: 0, keepWeekly: 3 });
    expect(all.filter((one) => !weeks.includes(one))).toEqual([1, 4, 7].map((index) => all[index]));
  });
});

test('the next snapshot is due an interval after the last, and at once without one', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const schedule = { everyHours: 6, keepLast: 1, keepDaily: 0, keepWeekly: 0 };
  expect(nextSnapshotAt(schedule, new Date('2026-11-21T10:00:00Z'), now)).toEqual(new Date('2026-11-21T16:00:00Z'));
  expect(nextSnapshotAt(schedule, new Date('2026-11-01T10:00:00Z'), now)).toEqual(now);
  expect(nextSnapshotAt(schedule, null, now)).toEqual(now);
  expect(nextSnapshotAt({ ...schedule, everyHours: 0 }, null, now)).toBeNull();
  expect(nextSnapshotAt(null, null, now)).toBeNull();
});
