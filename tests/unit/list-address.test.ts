import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAddress, writeAddress } from '../../app/(dashboard)/experiments/_components/list-address.ts';

const read = (address: string) => readAddress(new URL(address, 'http://host').searchParams);

describe('the address of the list of experiments', () => {
  it('brings back the very page that it was written for', () => {
    const query = fc.record({
      search: fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.trim()),
      filter: fc.constantFrom('current', 'ready', 'stopped', 'moving', 'failed', 'archived', 'all' as const),
      mine: fc.boolean(),
      sort: fc.constantFrom('created', 'name', 'owner', 'state' as const),
      descending: fc.boolean(),
      page: fc.integer({ min: 1, max: 100_000 }),
      pageSize: fc.constant(50),
    });
    fc.assert(
      fc.property(query, (asked) => {
        expect(read(writeAddress(asked))).toEqual(asked);
      }),
    );
  });

  it('has nothing in it when everything is as usual', () => {
    expect(writeAddress(read('/experiments'))).toBe('/experiments');
  });

  it('takes what makes no sense as not there', () => {
    expect(read('/experiments?show=everything&sort=size&order=sideways&page=-3&mine=1')).toEqual(read('/experiments'));
    expect(read('/experiments?page=1e9').page).toBe(1);
  });
});
