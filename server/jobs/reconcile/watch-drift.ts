import { setTimeout as sleep } from 'node:timers/promises';
import { DRIFT_CHANNEL } from '../../db/channels.ts';
import { Notifications } from '../../db/notifications.ts';
import type { Ports } from '../ports.ts';
import { lookForDrift } from './look-for-drift.ts';
import { mendByItself } from './mend-by-itself.ts';

const EVERY_MS = 10 * 60_000;

/** Looks for drift every ten minutes and whenever somebody asks, until `signal` aborts, and mends it where that is set. */
export async function watchDrift(ports: Ports, signal: AbortSignal): Promise<void> {
  const asked = new Notifications([DRIFT_CHANNEL]);
  await asked.open();
  try {
    while (!signal.aborted) {
      const again = new AbortController();
      const wake = () => again.abort();
      asked.once(DRIFT_CHANNEL, wake); // before the look: who asks during it is told of a later moment
      await look(ports);
      await sleep(EVERY_MS, undefined, { signal: AbortSignal.any([signal, again.signal]) }).catch(() => undefined);
      asked.off(DRIFT_CHANNEL, wake);
    }
  } finally {
    await asked.close();
  }
}

/** What goes wrong in one look is told in the journal; the next comes all the same. */
async function look(ports: Ports): Promise<void> {
  try {
    await lookForDrift(ports);
    await mendByItself(ports);
  } catch (error) {
    console.error('drift:', error);
  }
}
