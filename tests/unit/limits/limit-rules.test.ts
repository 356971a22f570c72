import { describe, expect, test } from 'vitest';
import { checkLimits, exceeds, mergeLimits, sizeOf } from '../../../server/services/limits/limit-rules.ts';

const GIB = 1024 ** 3;
const base = {
  memoryHighBytes: GIB,
  memoryMaxBytes: 2 * GIB,
  cpuPercent: 200,
  tasksMax: 1024,
  diskBytes: 10 * GIB,
  databaseConnections: 50,
  statementTimeoutMs: 0,
};

describe('limits laid over each other', () => {
  test('keep what is not given, and take the last one that is', () => {
    const merged = mergeLimits(base, { tasksMax: 10, cpuPercent: undefined }, undefined, { tasksMax: 20 });
    expect(merged).toEqual({ ...base, tasksMax: 20 });
  });

  test('let the threshold for slowing down follow the hard limit, unless it is given with it', () => {
    expect(mergeLimits(base, { memoryMaxBytes: 10 * GIB }).memoryHighBytes).toBe(9 * GIB);
    expect(mergeLimits(base, { memoryMaxBytes: 10 * GIB, memoryHighBytes: GIB }).memoryHighBytes).toBe(GIB);
    expect(mergeLimits(base, { memoryMaxBytes: 64 * 1024 ** 2 }).memoryHighBytes).toBe(64 * 1024 ** 2);
    expect(mergeLimits(base, { memoryMaxBytes: base.memoryMaxBytes }).memoryHighBytes).toBe(base.memoryHighBytes);
  });
});

describe('a check of limits', () => {
  test('refuses what makes no sense, and a threshold above the hard limit, with a sentence', () => {
    expect(() => checkLimits({ ...base, tasksMax: 3 }, base)).toThrow('Processes and threads: from 16 to 4194304.');
    expect(() => checkLimits({ ...base, tasksMax: 20.5 }, base)).toThrow('Processes and threads');
    expect(() => checkLimits({ ...base, memoryHighBytes: 3 * GIB }, base)).toThrow('at most the hard limit');
    expect(() => checkLimits({ ...base, statementTimeoutMs: -1 }, base)).toThrow('Longest statement: from no limit');
  });

  test('refuses what is above the maximum, and says both', () => {
    const asked = { ...base, diskBytes: 11 * GIB };
    expect(() => checkLimits(asked, base)).toThrow('11 GiB is more than you may set, 10 GiB');
  });

  test('leaves alone what an administrator set above the maximum and nobody changes', () => {
    const before = { ...base, diskBytes: 99 * GIB };
    expect(checkLimits({ ...before, tasksMax: 100 }, base, before).tasksMax).toBe(100);
    expect(() => checkLimits({ ...before, diskBytes: 98 * GIB }, base, before)).toThrow('98 GiB');
  });

  test('takes a statement without a limit for the longest of all', () => {
    expect(exceeds('statementTimeoutMs', 0, 1000)).toBe(true);
    expect(exceeds('statementTimeoutMs', 500, 1000)).toBe(false);
    expect(exceeds('statementTimeoutMs', 1e9, 0)).toBe(false);
  });
});

test('sizes are said in the largest unit of which there is one', () => {
  expect([0, 1023, 1024, 1536, 5 * GIB, 2 ** 50].map(sizeOf)).toEqual([
    ...['0 B', '1023 B', '1 KiB', '1.5 KiB', '5 GiB', '1 PiB'],
  ]);
});
