import type { Point } from '../../system/prometheus.ts';

/** A value at a Unix time in seconds; null where it is not known. */
export interface GridPoint {
  t: number;
  v: number | null;
}

/** The steps of a range that ends now, aligned to whole steps, so that two answers within a step are the same. */
export function rangeEndingAt(nowMs: number, lengthSeconds: number, step: number) {
  const end = Math.floor(nowMs / 1000 / step) * step;
  return { start: end - lengthSeconds, end, step };
}

/** Puts points on every step of a range; null where there is none, or before `notBefore`. */
export function onGrid(
  points: readonly Point[],
  range: { start: number; end: number; step: number },
  notBefore: number,
): GridPoint[] {
  const values = new Map(points.map(({ t, v }) => [t, v]));
  const grid: GridPoint[] = [];
  for (let t = range.start; t <= range.end; t += range.step) {
    const v = t < notBefore ? undefined : values.get(t);
    grid.push({ t, v: v !== undefined && Number.isFinite(v) ? v : null });
  }
  return grid;
}

/** The newest value of the last `steps` steps, null when they are all unknown. */
export function latest(grid: readonly GridPoint[], steps: number): number | null {
  return grid.slice(-steps).findLast(({ v }) => v !== null)?.v ?? null;
}
