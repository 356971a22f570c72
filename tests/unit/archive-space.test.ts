import { expect, it } from 'vitest';
import { requireSpace } from '../../server/jobs/archives/space.ts';
import { sizeInWords } from '../../server/shared/size-in-words.ts';

const MIB = 1024 ** 2;
const disk = (device: string, mib: number) => ({ device, freeBytes: mib * MIB });

it('adds up what goes to the same disk, and tells both numbers', () => {
  const needs = [
    { space: disk('a', 1000), bytes: 600 * MIB, what: 'the home' },
    { space: disk('a', 1000), bytes: 600 * MIB, what: 'the database' },
  ];
  expect(() => requireSpace(needs)).toThrow('up to 1.2 GiB for the home and the database, and 1000 MiB are free');
});

it('looks at each disk by itself', () => {
  const home = { space: disk('a', 1000), bytes: 600 * MIB, what: 'the home' };
  expect(() => requireSpace([home, { space: disk('b', 700), bytes: 600 * MIB, what: 'the database' }])).not.toThrow();
  expect(() => requireSpace([home, { space: disk('b', 601), bytes: 600 * MIB, what: 'the database' }])).toThrow(
    'database',
  );
});

it('writes sizes as people read them', () => {
  expect([0, 1023, 1024, 1.5 * MIB, 200 * MIB, 1024 ** 4].map(sizeInWords)).toEqual([
    ...['0 bytes', '1023 bytes', '1.0 KiB', '1.5 MiB', '200 MiB', '1.0 TiB'],
  ]);
});
