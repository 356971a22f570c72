import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { wholeText } from '../../server/provisioner/archive/sandbox.ts';

test('output is read to its end, whole characters, and given up where it does not end', async () => {
  const [first, second] = [Buffer.from('ü').subarray(0, 1), Buffer.from('ü').subarray(1)];
  expect(await wholeText(Readable.from([first, second]))).toBe('ü');
  let given = 0;
  const endless = function* () {
    for (;;) {
      given += 1;
      yield Buffer.alloc(1024);
    }
  };
  await expect(wholeText(Readable.from(endless()), 10 * 1024)).rejects.toMatchObject({ code: 'failed' });
  expect(given).toBeLessThan(100);
});
