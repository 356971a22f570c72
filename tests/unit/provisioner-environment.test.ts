import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { environmentLines } from '../../server/provisioner/environment.ts';
import { run } from '../../server/shared/process.ts';

describe('the environment file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'environment-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Sources the file as .bashrc does, and gives what a program started from there sees. */
  async function readByBash(variables: Record<string, string>): Promise<Record<string, string>> {
    const file = join(folder, 'test.env');
    await writeFile(file, `${environmentLines(variables).join('\n')}\n`);
    const { stdout } = await run('/bin/bash', ['-c', 'set -a; . "$1"; env -0', 'bash', file], {
      env: { PATH: '/usr/bin:/bin' },
    });
    const all = stdout
      .split('\0')
      .map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]);
    const seen = new Map(all.map(([key = '', value = '']) => [key, value]));
    return Object.fromEntries(Object.keys(variables).map((key) => [key, seen.get(key) ?? '(not set)']));
  }

  it('gives bash every value as it was, whatever it contains', async () => {
    const value = fc.string({
      unit: fc.oneof(fc.constantFrom(...'\\"$`\'!#;&|<>(){}[]*?~= \t%'), fc.string({ minLength: 1, maxLength: 1 })),
    });
    const printable = value.filter((text) => !/[^\t\P{Cc}]/u.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(printable, { minLength: 1, maxLength: 20 }), async (values) => {
        const variables = Object.fromEntries(values.map((text, index) => [`V_${index}`, text]));
        expect(await readByBash(variables)).toEqual(variables);
      }),
      { numRuns: 40 },
    );
  });

  it('runs nothing that a value spells out', async () => {
    const variables = { A: '$(touch /tmp/ran)', B: '`id`', C: '"; id; "', D: '$HOME', E: '\\' };
    expect(await readByBash(variables)).toEqual(variables);
  });
});
