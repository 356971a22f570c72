import { unavailable } from '../../shared/errors.ts';
import type { SnapshotSchedule } from '../../shared/limits.ts';
import type { Context } from '../context.ts';

/** Sets or ends snapshots by themselves. Right: manage. */
export async function updateSchedule(
  _ctx: Context,
  _input: { name: string; schedule: SnapshotSchedule | null },
): Promise<void> {
  throw unavailable('This is not built yet.');
}
