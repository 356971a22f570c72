import { expect, test } from 'vitest';
import { together } from '../../server/jobs/archives/together.ts';

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

test('when one of several things fails the others are aborted, and its own failure is the one that is told', async () => {
  let ended = false;
  const both = together(
    new AbortController().signal,
    (signal) =>
      untilAborted(signal).finally(() => {
        ended = true;
      }),
    () => Promise.reject(new Error('no space left')),
  );
  await expect(both).rejects.toThrow('no space left');
  expect(ended).toBe(true);
});

test('who cancels aborts all of them', async () => {
  const cancelled = new AbortController();
  const both = together(cancelled.signal, untilAborted, untilAborted);
  cancelled.abort(new Error('cancelled'));
  await expect(both).rejects.toThrow('cancelled');
});

test('it ends when the last of them has ended', async () => {
  const order: string[] = [];
  const last = Promise.resolve().then(() => Promise.resolve());
  await together(
    new AbortController().signal,
    async () => {
      await last;
      order.push('long');
    },
    async () => {
      order.push('short');
    },
  );
  expect(order).toEqual(['short', 'long']);
});
