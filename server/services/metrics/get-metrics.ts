import { AppError } from '../../shared/errors.ts';
import { query, queryRange, type RangeSeries } from '../../system/prometheus.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { cpuOf, memoryOf, RATE_SECONDS, SCRAPE_SECONDS, SCRAPED } from './expressions.ts';
import { type GridPoint, latest, onGrid, rangeEndingAt } from './grid.ts';

const HOUR = 3600;
const STEP = 60;

/** CPU and memory of the last hour, a point a minute, null where nothing ran or nothing is known. */
export interface Metrics {
  /** Cores in use. */
  cpu: GridPoint[];
  /** Working set in bytes. */
  memory: GridPoint[];
  cpuCores: number | null;
  memoryBytes: number | null;
  /** Why figures are missing, in words for the page; null when nothing is wrong. */
  problem: string | null;
}

/**
 * Gives an experiment's figures of the last hour. For whoever may use the experiment; throws `missing` for others. When
 * Prometheus does not answer, the figures are null and `problem` says so.
 */
export async function getMetrics(ctx: Context, input: { name: string }): Promise<Metrics> {
  const experiment = await loadExperiment(ctx.db, input.name, ctx.actor, 'metrics');
  const range = rangeEndingAt(Date.now(), HOUR, STEP);
  // An earlier experiment of the same name may have been somebody else's: nothing from before this one is shown.
  const created = experiment.createdAt.getTime() / 1000;
  const names = [experiment.name];
  const view = (cpu: RangeSeries[], memory: RangeSeries[], problem: string | null): Metrics => {
    const cpuGrid = onGrid(cpu[0]?.points ?? [], range, created + RATE_SECONDS);
    const memoryGrid = onGrid(memory[0]?.points ?? [], range, created + SCRAPE_SECONDS);
    return {
      cpu: cpuGrid,
      memory: memoryGrid,
      cpuCores: latest(cpuGrid, 2),
      memoryBytes: latest(memoryGrid, 2),
      problem,
    };
  };
  try {
    const [cpu, memory, scraped] = await Promise.all([
      queryRange(cpuOf(names), range),
      queryRange(memoryOf(names), range),
      query(SCRAPED),
    ]);
    const reached = scraped.some(({ v }) => v === 1);
    return view(
      cpu,
      memory,
      reached ? null : 'Prometheus cannot read the monitoring API. See `journalctl -u monitoring`.',
    );
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return view([], [], error.message);
  }
}
