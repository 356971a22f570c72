import { desc, eq, isNotNull } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { type DiskLevel, diskStates, probes } from '../../db/schema/index.ts';
import type { ExperimentLimits } from '../../shared/limits.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { maximaOf } from './get-bounds.ts';

export interface LimitsView {
  limits: ExperimentLimits;
  /** What the actor may set at most. */
  maxima: ExperimentLimits;
  /** Limits that this machine does not enforce, with the reason, from the last probe. `key` is one of ExperimentLimits. */
  notEnforced: { key: string; reason: string }[];
  /** The size of the home against its limit; null until it is measured. */
  disk: { bytes: number; level: DiskLevel; measuredAt: string; action: string | null } | null;
}

/** The limit that each trial is about; the other trials are about all of them. */
const LIMIT_OF: Record<string, keyof ExperimentLimits> = {
  memory: 'memoryMaxBytes',
  'memory-slice': 'memoryMaxBytes',
  swap: 'memoryMaxBytes',
  'memory-high': 'memoryHighBytes',
  cpu: 'cpuPercent',
  tasks: 'tasksMax',
  disk: 'diskBytes',
};

/** Limits of an experiment. Right: see. */
export async function getLimits(ctx: Context, { name }: { name: string }): Promise<LimitsView> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'see');
  const [settings, notEnforced, disk] = await Promise.all([
    loadSettings(ctx.db),
    readNotEnforced(ctx.db),
    readDisk(ctx.db, experiment.id),
  ]);
  return { limits: experiment.limits, maxima: maximaOf(settings, ctx.actor), notEnforced, disk };
}

async function readNotEnforced(db: Executor): Promise<LimitsView['notEnforced']> {
  const [probe] = await db
    .select({ results: probes.results })
    .from(probes)
    .where(isNotNull(probes.finishedAt))
    .orderBy(desc(probes.startedAt))
    .limit(1);
  const failed = (probe?.results ?? []).filter(({ enforced }) => !enforced);
  return failed.flatMap(({ key, detail }) => {
    const limit = LIMIT_OF[key];
    return limit === undefined ? [] : [{ key: limit, reason: detail }];
  });
}

async function readDisk(db: Executor, experimentId: string): Promise<LimitsView['disk']> {
  const [state] = await db.select().from(diskStates).where(eq(diskStates.experimentId, experimentId));
  if (!state) return null;
  const { bytes, level, measuredAt, action } = state;
  return { bytes, level, measuredAt: measuredAt.toISOString(), action };
}
