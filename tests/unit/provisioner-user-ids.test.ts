import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FIRST_USER_ID, LAST_USER_ID, takeUserId } from '../../server/provisioner/user-ids.ts';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'user-ids-'));
  file = join(folder, 'state', 'last-uid');
});
afterEach(() => rm(folder, { recursive: true }));

const free = () => Promise.resolve(false);

it('gives ids that only rise, from the first one on, whether they are still in use or not', async () => {
  const given = [await takeUserId(free, file), await takeUserId(free, file), await takeUserId(free, file)];
  expect(given).toEqual([FIRST_USER_ID, FIRST_USER_ID + 1, FIRST_USER_ID + 2]);
  expect(await readdir(join(folder, 'state'))).toEqual(['last-uid']);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

it('passes over ids that somebody has, and does not come back to them', async () => {
  const taken = (id: number) => Promise.resolve(id < FIRST_USER_ID + 5);
  expect(await takeUserId(taken, file)).toBe(FIRST_USER_ID + 5);
  expect(await takeUserId(free, file)).toBe(FIRST_USER_ID + 6);
});

it('gives the last id, then says that none is left and keeps its count', async () => {
  await takeUserId(free, file);
  await writeFile(file, `${LAST_USER_ID - 1}\n`);
  expect(await takeUserId(free, file)).toBe(LAST_USER_ID);
  await expect(takeUserId(free, file)).rejects.toThrow('No further experiment can be made');
  expect(await readFile(file, 'utf8')).toBe(`${LAST_USER_ID}\n`);
});

it.each(['', '\n', '2000', '-20001', '20001x', '60000', '1000', '19998'])(
  'refuses to count on from %j',
  async (content) => {
    await takeUserId(free, file);
    await writeFile(file, content);
    await expect(takeUserId(free, file)).rejects.toThrow('holds no user id');
    expect(await readFile(file, 'utf8')).toBe(content);
  },
);
