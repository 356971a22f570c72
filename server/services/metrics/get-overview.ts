import { and, inArray, ne } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import { AppError } from '../../shared/errors.ts';
import { type InstantSeries, query, queryRange } from '../../system/prometheus.ts';
import { visibleTo } from '../access.ts';
import type { Context } from '../context.ts';
import { cpuOf, diskOf, lastActiveOf, memoryOf } from './expressions.ts';
import { onGrid, rangeEndingAt } from './grid.ts';

const HOUR = 3600;
const STEP = 300;

/** Figures of one experiment for a list; null for what is not known. */
export interface Overview {
  /** Cores in use in the last hour, every five minutes, oldest first; 0 where nothing ran. Null when there is no figure at all. */
  cpu: number[] | null;
  memoryBytes: number | null;
  diskBytes: number | null;
  /** When it last used the CPU in earnest, ISO 8601, to a minute; null when that was more than seven days ago. */
  activeAt: string | null;
}

/**
 * Gives figures for many experiments with four questions to Prometheus, whatever their number. Names that the actor may
 * not use are left out. When Prometheus does not answer, the map is empty.
 */
export async function getOverview(ctx: Context, names: readonly string[]): Promise<Map<string, Overview>> {
  const rows = await readRows(ctx, names);
  if (rows.length === 0) return new Map();
  const wanted = rows.map(({ name }) => name);
  const range = rangeEndingAt(Date.now(), HOUR, STEP);
  try {
    const [cpu, memory, disk, active] = await Promise.all([
      queryRange(cpuOf(wanted, STEP), range),
      query(memoryOf(wanted)),
      query(diskOf(wanted)),
      query(lastActiveOf(wanted)),
    ]);
    const history = new Map(cpu.map(({ labels, points }) => [labels.experiment, points]));
    const [memoryNow, diskNow, lastActive] = [memory, disk, active].map(byExperiment);
    const view = ({ name, createdAt }: { name: string; createdAt: Date }): Overview => {
      const born = createdAt.getTime() / 1000;
      const grid = onGrid(history.get(name) ?? [], range, born + STEP);
      const activeAt = lastActive?.get(name);
      return {
        cpu: grid.some(({ v }) => v !== null) ? grid.map(({ v }) => v ?? 0) : null,
        memoryBytes: memoryNow?.get(name) ?? null,
        diskBytes: diskNow?.get(name) ?? null,
        activeAt: activeAt === undefined || activeAt < born ? null : new Date(activeAt * 1000).toISOString(),
      };
    };
    return new Map(rows.map((row) => [row.name, view(row)]));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    console.error(`metrics: ${error.message}`);
    return new Map();
  }
}

async function readRows(ctx: Context, names: readonly string[]) {
  if (names.length === 0) return [];
  const { name, createdAt, state } = experiments;
  const among = and(inArray(name, [...names]), ne(state, 'archived'));
  return ctx.db
    .select({ name, createdAt })
    .from(experiments)
    .where(and(among, visibleTo(ctx.db, ctx.actor)));
}

function byExperiment(series: readonly InstantSeries[]): Map<string | undefined, number> {
  return new Map(series.map(({ labels, v }) => [labels.experiment, v]));
}
