import { and, count, desc, eq, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { archives, experiments, operations } from '../../db/schema/index.ts';
import type { Actor } from '../context.ts';
import { nextSnapshotAt } from './next-snapshot.ts';

/** Who asks for snapshots that a schedule makes. */
export const SCHEDULER: Actor = { kind: 'job', name: 'schedule' };
/** Its name in `created_by` and `requested_by`. */
export const SCHEDULE = 'job:schedule';
/** One that failed is tried again after this long, not in the next minute. */
const PAUSE_AFTER_FAILURE_MS = 3600_000;

/** Names of experiments whose next snapshot is due. `now` is a test's. */
export async function findDueSnapshots(db: Database, now = new Date()): Promise<string[]> {
  const scheduled = await db
    .select()
    .from(experiments)
    .where(and(isNotNull(experiments.snapshotSchedule), inArray(experiments.state, ['ready', 'stopped'])));
  const due: string[] = [];
  for (const { id, name, snapshotSchedule } of scheduled) {
    const [last] = await db
      .select({ at: archives.createdAt })
      .from(archives)
      .where(and(eq(archives.experimentId, id), eq(archives.kind, 'snapshot')))
      .orderBy(desc(archives.createdAt))
      .limit(1);
    const next = nextSnapshotAt(snapshotSchedule, last?.at ?? null, now);
    if (next && next <= now && !(await failedLately(db, id, now))) due.push(name);
  }
  return due;
}

/** How many snapshots of schedules are in line or under way. */
export async function countScheduledSnapshots(db: Database): Promise<number> {
  const [row] = await db
    .select({ open: count() })
    .from(operations)
    .where(and(eq(operations.requestedBy, SCHEDULE), isNull(operations.finishedAt)));
  return row?.open ?? 0;
}

async function failedLately(db: Database, experimentId: string, now: Date): Promise<boolean> {
  const [last] = await db
    .select({ at: operations.createdAt, state: operations.state })
    .from(operations)
    .where(and(eq(operations.experimentId, experimentId), eq(operations.kind, 'experiment.snapshot')))
    .orderBy(desc(operations.createdAt))
    .limit(1);
  return last?.state === 'failed' && now.getTime() - last.at.getTime() < PAUSE_AFTER_FAILURE_MS;
}
