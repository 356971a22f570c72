import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does something again and again until `signal` aborts. `work` gives the seconds until the next time. What it throws goes to the
 * log under `title`, once as long as the message is the same, and it is tried again: nothing may end the watching.
 */
export async function repeat(
  title: string,
  signal: AbortSignal,
  retrySeconds: number,
  work: () => Promise<number>,
): Promise<void> {
  let said = '';
  while (!signal.aborted) {
    let seconds = retrySeconds;
    try {
      seconds = await work();
      said = '';
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== said) console.error(`${title}:`, error);
      said = message;
    }
    await sleep(seconds * 1000, undefined, { signal }).catch(() => undefined);
  }
}
