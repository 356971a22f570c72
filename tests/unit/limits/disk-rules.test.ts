import { describe, expect, test } from 'vitest';
import { isDue, levelOf, mustStop, nextActedBytes, ROOM_BYTES } from '../../../server/jobs/disk/disk-rules.ts';

const LIMIT = 1000 * 1024 ** 2;
const MINUTE = 60_000;

test('a home is near its limit from nine tenths on, and over it when it is reached', () => {
  expect([0, 0.89, 0.9, 0.99, 1, 1.5].map((share) => levelOf(LIMIT * share, LIMIT))).toEqual([
    ...['ok', 'ok', 'near', 'near', 'over', 'over'],
  ]);
});

describe('an experiment over its limit', () => {
  test('is stopped once, and again only when the home grew by more than the room for cleaning up', () => {
    expect(mustStop(LIMIT - 1, LIMIT, null)).toBe(false);
    expect(mustStop(LIMIT, LIMIT, null)).toBe(true);
    expect(mustStop(LIMIT + ROOM_BYTES, LIMIT, LIMIT)).toBe(false);
    expect(mustStop(LIMIT + ROOM_BYTES + 1, LIMIT, LIMIT)).toBe(true);
  });

  test('cannot use what it deletes for writing more, and is free again below the limit', () => {
    const stoppedAt = 3 * LIMIT;
    const cleaned = nextActedBytes(2 * LIMIT, LIMIT, stoppedAt);
    expect(cleaned).toBe(2 * LIMIT);
    expect(nextActedBytes(3 * LIMIT, LIMIT, cleaned)).toBe(2 * LIMIT);
    expect(mustStop(2 * LIMIT + ROOM_BYTES + 1, LIMIT, cleaned)).toBe(true);
    expect(nextActedBytes(LIMIT - 1, LIMIT, cleaned)).toBeNull();
  });
});

describe('a home is measured', () => {
  const measured = { bytes: LIMIT / 2, limit: LIMIT, at: 0, tookMs: 100, grownSince: 0, ranSince: true };

  test('when it never was, and then every ten minutes while something runs', () => {
    expect(isDue(undefined, true, LIMIT, 0)).toBe(true);
    expect(isDue(measured, true, LIMIT, 9 * MINUTE)).toBe(false);
    expect(isDue(measured, true, LIMIT, 10 * MINUTE)).toBe(true);
  });

  test('not at all for a day when it is stopped', () => {
    const atRest = { ...measured, ranSince: false, grownSince: 100 * LIMIT };
    expect(isDue(atRest, false, LIMIT, 23 * 60 * MINUTE)).toBe(false);
    expect(isDue(atRest, false, LIMIT, 24 * 60 * MINUTE)).toBe(true);
  });

  test('every hour when nothing was seen to run, sooner where a command between two looks may have filled it or made room', () => {
    const quiet = { ...measured, ranSince: false };
    expect(isDue(quiet, true, LIMIT, 59 * MINUTE)).toBe(false);
    expect(isDue(quiet, true, LIMIT, 60 * MINUTE)).toBe(true);
    expect(isDue({ ...quiet, grownSince: LIMIT }, true, LIMIT, 9 * MINUTE)).toBe(false);
    expect(isDue({ ...quiet, grownSince: LIMIT }, true, LIMIT, 10 * MINUTE)).toBe(true);
    expect(isDue({ ...quiet, bytes: LIMIT * 2 }, true, LIMIT, MINUTE)).toBe(true);
  });

  test('soon when the whole file system grew by what could have brought it near its limit', () => {
    expect(isDue({ ...measured, grownSince: LIMIT * 0.3 }, true, LIMIT, MINUTE)).toBe(false);
    expect(isDue({ ...measured, grownSince: LIMIT * 0.4 }, true, LIMIT, MINUTE)).toBe(true);
    expect(isDue({ ...measured, grownSince: LIMIT * 0.4 }, true, LIMIT, 5_000)).toBe(false);
  });

  test('every minute near its limit, at once after a change of the limit, and for a twentieth of the time at most, unless it grows', () => {
    const near = { ...measured, bytes: LIMIT * 0.95 };
    expect(isDue(near, true, LIMIT, MINUTE)).toBe(true);
    expect(isDue(near, true, LIMIT, MINUTE - 1)).toBe(false);
    expect(isDue({ ...measured, ranSince: false }, true, 2 * LIMIT, MINUTE)).toBe(true);
    expect(isDue({ ...near, tookMs: 10_000 }, true, LIMIT, 3 * MINUTE)).toBe(false);
    expect(isDue({ ...near, tookMs: 10_000, grownSince: 1 }, true, LIMIT, MINUTE)).toBe(true);
  });
});
