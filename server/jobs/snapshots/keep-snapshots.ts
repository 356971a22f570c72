import type { SnapshotSchedule } from '../../shared/limits.ts';

const DAY_MS = 24 * 3600_000;

/**
 * Which of these snapshots stay: the last ones, the newest of each of the last days that have any, and the newest of each of the last
 * weeks (Monday to Sunday, UTC) that have any. The newest of all always stays. Gives the rest.
 */
export function snapshotsToRemove<T extends { createdAt: Date }>(
  snapshots: readonly T[],
  { keepLast, keepDaily, keepWeekly }: Pick<SnapshotSchedule, 'keepLast' | 'keepDaily' | 'keepWeekly'>,
): T[] {
  const newestFirst = [...snapshots].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  const kept = new Set([
    ...newestFirst.slice(0, Math.max(1, keepLast)),
    ...newestOfEach(newestFirst, dayOf).slice(0, keepDaily),
    ...newestOfEach(newestFirst, weekOf).slice(0, keepWeekly),
  ]);
  return newestFirst.filter((snapshot) => !kept.has(snapshot));
}

function newestOfEach<T>(newestFirst: readonly T[], periodOf: (snapshot: T) => number): T[] {
  const seen = new Set<number>();
  return newestFirst.filter((snapshot) => {
    const period = periodOf(snapshot);
    return !seen.has(period) && seen.add(period);
  });
}

const dayOf = ({ createdAt }: { createdAt: Date }) => Math.floor(createdAt.getTime() / DAY_MS);
/** The first of January 1970 was a Thursday. */
const weekOf = (snapshot: { createdAt: Date }) => Math.floor((dayOf(snapshot) + 3) / 7);
