import { expect, test } from 'vitest';
import { machineMemory, parseLoad, parseMeminfo, parseProcStat } from '../../../server/monitoring/machine/machine.ts';

const MEMINFO = 'MemTotal:       24684084 kB\nMemFree:        14520056 kB\nMemAvailable:   23689192 kB\n';

test('memory of the kernel is read in bytes', () => {
  expect(parseMeminfo(MEMINFO)).toEqual({ total: 24684084 * 1024, available: 23689192 * 1024 });
  expect(parseMeminfo('')).toEqual({ total: null, available: null });
});

test('a container with a limit has that much memory, and available is what the limit leaves', () => {
  expect(machineMemory({ total: 1000, available: 900 }, 400, 150)).toEqual({ total: 400, available: 250 });
});

test('a host that is short of memory limits the container below its own limit', () => {
  expect(machineMemory({ total: 1000, available: 100 }, 400, 150)).toEqual({ total: 400, available: 100 });
});

test('without a limit the figures are the kernel’s', () => {
  expect(machineMemory({ total: 1000, available: 900 }, null, 150)).toEqual({ total: 1000, available: 900 });
});

test('CPU time of /proc/stat counts nice as user time and interrupts as system time, and guests once', () => {
  expect(parseProcStat('cpu  300 100 50 99999 77 20 30 5 200 10\ncpu0 1 1 1\n')).toEqual({ user: 4, system: 1 });
  expect(parseProcStat('intr 1')).toBeNull();
});

test('load averages', () => {
  expect(parseLoad('1.58 0.70 0.47 1/305 273\n')).toEqual([1.58, 0.7, 0.47]);
});
