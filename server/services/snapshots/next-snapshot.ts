import type { SnapshotSchedule } from '../../shared/limits.ts';

const HOUR_MS = 3600_000;

/** When the next snapshot of a schedule is due; null when there is none. Without one before, at once. */
export function nextSnapshotAt(schedule: SnapshotSchedule | null, last: Date | null, now: Date): Date | null {
  if (!schedule || schedule.everyHours === 0) return null;
  const due = last ? last.getTime() + schedule.everyHours * HOUR_MS : 0;
  return new Date(Math.max(due, now.getTime()));
}
