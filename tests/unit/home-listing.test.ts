import { Readable } from 'node:stream';
import { zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { findTables } from '../../server/provisioner/archive/table-entries.ts';
import { readLevel } from '../../server/services/snapshots/list-snapshot-files.ts';
import { readListedLine, unescapePath } from '../../server/shared/home-listing.ts';

test('a line of a listing is read, and what is none is left out', () => {
  expect(readListedLine('f\t12\t./notes/a b.txt')).toEqual({ kind: 'file', bytes: 12, path: 'notes/a b.txt' });
  expect(readListedLine('d\t0\t./notes/')).toEqual({ kind: 'folder', bytes: 0, path: 'notes' });
  expect(readListedLine('d\t0\t./')).toBeNull();
  expect(readListedLine('f\t12\t/etc/passwd')).toBeNull();
  expect(readListedLine('nonsense')).toBeNull();
});

test('names that tar escaped are what they were', () => {
  expect(unescapePath('a\\nb\\tc\\\\d')).toBe('a\nb\tc\\d');
  expect(unescapePath('\\303\\274mlaut')).toBe('ümlaut');
  expect(unescapePath('plain [1] ümlaut')).toBe('plain [1] ümlaut');
});

test('one level of a folder is shown, and a folder of a similar name is another one', async () => {
  const lines = ['d\t0\t./', 'd\t0\t./src/', 'f\t1\t./src/a', 'd\t0\t./src/b/', 'f\t2\t./src/b/c', 'f\t3\t./src2'];
  const listing = () => Readable.from([zstdCompressSync(`${lines.join('\n')}\n`)]);
  expect(await readLevel(listing(), '')).toEqual([
    { name: 'src', kind: 'folder', bytes: null },
    { name: 'src2', kind: 'file', bytes: 3 },
  ]);
  expect(await readLevel(listing(), 'src')).toEqual([
    { name: 'a', kind: 'file', bytes: 1 },
    { name: 'b', kind: 'folder', bytes: null },
  ]);
  await expect(readLevel(Readable.from([Buffer.from('no zstd')]), '')).rejects.toMatchObject({ code: 'unavailable' });
});

test('tables are found in the contents of a dump, those of other schemas under a longer name', () => {
  const contents = [
    ';     dbname: experiment_x',
    '214; 1259 16386 TABLE public notes exp-x',
    '3340; 0 16386 TABLE DATA public notes exp-x',
    '3341; 0 16390 TABLE DATA private odd name exp-x',
    '3342; 0 0 SEQUENCE SET public notes_id_seq exp-x',
  ].join('\n');
  expect(findTables(contents, ['public.notes', 'private.odd name', 'public.notes'])).toEqual([
    { ids: [3340], schema: 'public', table: 'notes', name: 'notes' },
    { ids: [3341], schema: 'private', table: 'odd name', name: 'private_odd name' },
  ]);
  expect(() => findTables(contents, ['public.notes_id_seq'])).toThrow('holds no rows');
});
