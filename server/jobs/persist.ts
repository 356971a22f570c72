import { setTimeout as sleep } from 'node:timers/promises';
import { isUnreachable } from '../system/postgres/connection.ts';

const WAIT_MS = 500;

/**
 * Writes to the platform's database, and waits while PostgreSQL is away: an operation's state is there and nowhere else,
 * so nothing sensible can go on without it. `signal` aborts the waiting when the worker stops; the next start takes it up.
 */
export async function persist<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      await sleep(WAIT_MS, undefined, { signal });
    }
  }
}
