import { setTimeout as pause } from 'node:timers/promises';
import { type Client, DatabaseError } from 'pg';
import { unavailable } from '../../shared/errors.ts';

const LONGEST_MS = 20_000;
const PAUSE_MS = 100;
/** A session that was just being let in shows up a moment later, so the first look that finds nothing is not enough. */
const QUIET_LOOKS = 2;

/**
 * Does `work` over and over until it says twice running that it found nothing to do. Who holds a lock that it needs is a session that its
 * next try ends, so it waits for one only shortly. Throws `unavailable` with `trouble` when that takes longer than 20 seconds.
 */
export async function untilQuiet(client: Client, trouble: string, work: () => Promise<boolean>): Promise<void> {
  await client.query(`set lock_timeout = '500ms'`);
  try {
    await repeatUntilQuiet(trouble, work);
  } finally {
    await client.query('reset lock_timeout').catch(() => undefined); // the first failure tells more
  }
}

async function repeatUntilQuiet(trouble: string, work: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  for (let quiet = 0; ; ) {
    const nothing = await work().catch((error: unknown) => {
      if (isInTheWay(error)) return false;
      throw error;
    });
    quiet = nothing ? quiet + 1 : 0;
    if (quiet === QUIET_LOOKS) return;
    if (Date.now() > end) throw unavailable(`${trouble} Try again.`);
    await pause(PAUSE_MS);
  }
}

/** Another session holds the row of the role or of the database (55P03, 40P01), or has changed it just now (XX000). */
function isInTheWay(error: unknown): boolean {
  if (!(error instanceof DatabaseError)) return false;
  if (error.code === '55P03' || error.code === '40P01') return true;
  return error.code === 'XX000' && error.message === 'tuple concurrently updated';
}
