import { eq } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import { invalid } from '../../shared/errors.ts';
import type { SnapshotSchedule } from '../../shared/limits.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';

/** Sets or ends snapshots by themselves. Right: manage. Throws `invalid` for one that would keep nothing. */
export async function updateSchedule(
  ctx: Context,
  { name, schedule }: { name: string; schedule: SnapshotSchedule | null },
): Promise<void> {
  if (schedule && schedule.everyHours > 0 && schedule.keepLast + schedule.keepDaily + schedule.keepWeekly === 0)
    throw invalid('Say how many snapshots are kept: at least one of last, daily and weekly.');
  await ctx.db.transaction(async (tx) => {
    const { id, snapshotSchedule: before } = await loadExperiment(tx, name, ctx.actor, 'manage');
    await tx.update(experiments).set({ snapshotSchedule: schedule }).where(eq(experiments.id, id));
    await audit(tx, ctx.actor, 'snapshot.schedule', name, { before, after: schedule });
  });
}
