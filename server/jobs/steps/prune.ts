import { and, eq } from 'drizzle-orm';
import { archives } from '../../db/schema/index.ts';
import { SCHEDULE } from '../../services/snapshots/due-snapshots.ts';
import { removeArchiveAndRow } from '../archives/remove-files.ts';
import { snapshotsToRemove } from '../snapshots/keep-snapshots.ts';
import type { Step } from '../step.ts';

/** Snapshots that the schedule made and does not keep. What a person asked for stays until a person removes it. */
export const prune: Step = {
  async run(ctx) {
    const { snapshotSchedule, id } = ctx.experiment;
    if (!snapshotSchedule || snapshotSchedule.everyHours === 0) return;
    const rows = await ctx.db
      .select()
      .from(archives)
      .where(and(eq(archives.experimentId, id), eq(archives.kind, 'snapshot'), eq(archives.createdBy, SCHEDULE)));
    const unfinished = rows.filter((row) => row.state === 'removing');
    const complete = rows.filter((row) => row.state === 'complete');
    const old = snapshotsToRemove(complete, snapshotSchedule);
    for (const row of [...unfinished, ...old]) {
      await removeArchiveAndRow(ctx, row);
      ctx.line(`Removed the snapshot of ${row.createdAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`);
    }
  },
};
