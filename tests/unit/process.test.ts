import { open, readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { execute, OUTPUT_KEPT, ProcessError, streamFrom } from '../../server/shared/process.ts';

/** Writes far more than is kept, then a last word, to both streams. */
const FLOOD = `
  const fs = require('node:fs');
  for (const stream of [1, 2]) {
    for (let count = 0; count < 80; count++) fs.writeSync(stream, 'x'.repeat(65536));
    fs.writeSync(stream, 'the end ' + stream);
  }`;
const flood = (more = '') => [process.execPath, ['--eval', FLOOD + more]] as const;

it('keeps the end of what a program writes, and no more than the limit', async () => {
  const { code, stdout, stderr } = await execute(...flood());
  expect(code).toBe(0);
  expect([stdout.length, stderr.length]).toEqual([OUTPUT_KEPT, OUTPUT_KEPT]);
  expect(stdout.endsWith('the end 1')).toBe(true);
  expect(stderr.endsWith('the end 2')).toBe(true);
});

it('keeps no more of a program that is killed', async () => {
  const error = await execute(...flood('process.kill(process.pid, "SIGKILL")')).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ProcessError);
  expect(error instanceof ProcessError && error.result.stderr.length).toBe(OUTPUT_KEPT);
});

it('passes on a line without an end in pieces, and keeps what is short whole', async () => {
  const lines: string[] = [];
  await execute(...flood(), { onLine: (line) => lines.push(line) });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(2 * OUTPUT_KEPT);
  expect(lines.join('')).toHaveLength(2 * (80 * 65_536 + 'the end 1'.length));
  const short: string[] = [];
  const { stdout } = await execute('/usr/bin/printf', ['one\\ntwo\\nthree'], { onLine: (line) => short.push(line) });
  expect([stdout, short]).toEqual(['one\ntwo\nthree', ['one', 'two', 'three']]);
});

it('gives a program an open file as its input, and nothing where there is none', async () => {
  const file = await open(import.meta.filename);
  const read = async (input: number | null) => {
    const { stdout, stderr, exit } = streamFrom(input, '/bin/cat', [], { timeoutMs: 10_000 });
    stderr.resume();
    return { output: await text(stdout), code: await exit };
  };
  try {
    expect(await read(file.fd)).toEqual({ output: await readFile(import.meta.filename, 'utf8'), code: 0 });
  } finally {
    await file.close();
  }
  expect(await read(null)).toEqual({ output: '', code: 0 });
});
