import { and, desc, eq } from 'drizzle-orm';
import { archives, targets } from '../../db/schema/index.ts';
import type { SnapshotSchedule } from '../../shared/limits.ts';
import { loadExperiment } from '../access.ts';
import { OWN_FOLDER } from '../archives/load-archive.ts';
import { type ArchiveView, viewArchive } from '../archives/views.ts';
import type { Context } from '../context.ts';
import { nextSnapshotAt } from './next-snapshot.ts';

/** Snapshots of an experiment, newest first, and when the next one is due. Right: open. */
export async function listSnapshots(
  ctx: Context,
  { name }: { name: string },
): Promise<{ snapshots: ArchiveView[]; schedule: SnapshotSchedule | null; nextAt: string | null; bytes: number }> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'open');
  const rows = await ctx.db
    .select({ archive: archives, target: targets.name })
    .from(archives)
    .leftJoin(targets, eq(targets.id, archives.targetId))
    .where(and(eq(archives.experimentId, experiment.id), eq(archives.kind, 'snapshot')))
    .orderBy(desc(archives.createdAt));
  const snapshots = rows.map(({ archive, target }) => viewArchive(archive, experiment.owner, target ?? OWN_FOLDER));
  const { snapshotSchedule: schedule } = experiment;
  const nextAt = nextSnapshotAt(schedule, rows[0]?.archive.createdAt ?? null, new Date());
  const bytes = snapshots.reduce((sum, snapshot) => sum + (snapshot.bytes ?? 0), 0);
  return { snapshots, schedule, nextAt: nextAt?.toISOString() ?? null, bytes };
}
