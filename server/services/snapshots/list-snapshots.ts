import { unavailable } from '../../shared/errors.ts';
import type { SnapshotSchedule } from '../../shared/limits.ts';
import type { ArchiveView } from '../archives/views.ts';
import type { Context } from '../context.ts';

/** Snapshots of an experiment, newest first. Right: open. */
export async function listSnapshots(
  _ctx: Context,
  _input: { name: string },
): Promise<{ snapshots: ArchiveView[]; schedule: SnapshotSchedule | null; nextAt: string | null; bytes: number }> {
  throw unavailable('This is not built yet.');
}
