import type { Database } from '../../db/client.ts';
import { createSnapshot } from '../../services/snapshots/create-snapshot.ts';
import { countScheduledSnapshots, findDueSnapshots, SCHEDULER } from '../../services/snapshots/due-snapshots.ts';
import { AppError } from '../../shared/errors.ts';
import { repeat } from '../repeat.ts';

const LOOK_EVERY_SECONDS = 30;
/** Snapshots read and write much: people's operations have the rest of the worker. */
const AT_ONCE = 2;

/** Puts snapshots that are due in line until `signal` aborts. One whose experiment is busy waits for the next look. */
export function watchSchedules(db: Database, signal: AbortSignal): Promise<void> {
  return repeat('Snapshots are not made by themselves', signal, LOOK_EVERY_SECONDS, async () => {
    const free = AT_ONCE - (await countScheduledSnapshots(db));
    let begun = 0;
    for (const name of free > 0 ? await findDueSnapshots(db) : []) {
      if (begun >= free) break;
      begun += await begin(db, name);
    }
    return LOOK_EVERY_SECONDS;
  });
}

async function begin(db: Database, name: string): Promise<number> {
  try {
    await createSnapshot({ db, actor: SCHEDULER }, { name });
    return 1;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'conflict' || error.code === 'missing')) return 0;
    throw error;
  }
}
