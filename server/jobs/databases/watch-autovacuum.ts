import { paceAutovacuum } from '../../system/postgres/autovacuum.ts';
import type { Ports } from '../ports.ts';
import { repeat } from '../repeat.ts';

const EVERY_S = 600;

/** Keeps what PostgreSQL does in databases at rest from growing with their number, until `signal` aborts. */
export function watchAutovacuum(_: Pick<Ports, 'db'>, signal: AbortSignal): Promise<void> {
  return repeat('The pace of autovacuum is not set', signal, 60, async () => {
    const seconds = await paceAutovacuum();
    if (seconds !== null) console.log(`Autovacuum visits every database within ${seconds} s from now on.`);
    return EVERY_S;
  });
}
