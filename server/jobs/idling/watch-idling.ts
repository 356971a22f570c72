import { setTimeout as sleep } from 'node:timers/promises';
import { openGroupReader } from '../../monitoring/cgroup/open.ts';
import type { Ports } from '../ports.ts';
import { IdleWatch } from './idle-watch.ts';

/** Seconds between two looks at what runs; a test sets less. CPU is judged over ten of them. */
const INTERVAL_S = Number(process.env.HOMELAB_IDLING_INTERVAL_S ?? 30);
const LOOKS_A_WINDOW = 10;

/** Looks again and again at what running workspaces do and stops those that are idle, until `signal` aborts. */
export async function watchIdling(ports: Pick<Ports, 'db' | 'provisioner'>, signal: AbortSignal): Promise<void> {
  const watch = new IdleWatch({ ...ports, reader: await openGroupReader() }, INTERVAL_S * LOOKS_A_WINDOW * 1000);
  while (!signal.aborted) {
    // it starts again at the next look: whatever is wrong with one must not end the watching
    await watch.look().catch((error) => console.error('What workspaces do was not looked at:', error));
    await sleep(INTERVAL_S * 1000, undefined, { signal }).catch(() => undefined);
  }
}
