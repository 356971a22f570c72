import { and, eq } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import { AppError, conflict } from '../../shared/errors.ts';
import { type ExperimentLimits, LIMITS } from '../../shared/limits.ts';
import { type ExperimentRow, loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { applyLimits } from './apply-limits.ts';
import { maximaOf } from './get-bounds.ts';
import { checkLimits, mergeLimits, type SomeLimits } from './limit-rules.ts';

/** What makes limits effective; a test of this verb puts its own in the place. */
export type Apply = typeof applyLimits;

/**
 * Changes limits of an experiment, at once and without a restart; what is not given stays. Right: manage; above the maximum of
 * the actor's role it throws `invalid`. When they cannot be made effective the limits are as before, and it throws why.
 */
export async function updateLimits(
  ctx: Context,
  input: { name: string; limits: SomeLimits },
  apply: Apply = applyLimits,
): Promise<ExperimentLimits> {
  const change = await writeLimits(ctx, input);
  if (!change) return (await loadExperiment(ctx.db, input.name, ctx.actor, 'manage')).limits;
  const { before, after } = change;
  // What failed before it was made has nothing that they could be applied to; a new try takes them from the row.
  if (after.state === 'failed') return after.limits;
  try {
    await applyNewest(ctx, after, apply);
  } catch (error) {
    await takeBack(ctx, before, after, apply);
    if (!(error instanceof AppError)) throw error;
    throw new AppError(error.code, `The limits are as before. ${error.message}`, { cause: error, log: error.log });
  }
  return after.limits;
}

/** Writes the row. Null when nothing changes. */
async function writeLimits(ctx: Context, input: { name: string; limits: SomeLimits }) {
  return ctx.db.transaction(async (tx) => {
    const { id } = await loadExperiment(tx, input.name, ctx.actor, 'manage');
    const [before] = await tx.select().from(experiments).where(eq(experiments.id, id)).for('update');
    if (!before) throw conflict(`“${input.name}” has just been deleted.`);
    if (!['ready', 'stopped', 'failed'].includes(before.state)) {
      throw conflict(`“${input.name}” is ${before.state}; its limits can be changed when that is over.`);
    }
    const limits = mergeLimits(before.limits, input.limits);
    if (LIMITS.every((key) => limits[key] === before.limits[key])) return null;
    checkLimits(limits, maximaOf(await loadSettings(tx), ctx.actor), before.limits);
    await tx.update(experiments).set({ limits }).where(eq(experiments.id, id));
    await audit(tx, ctx.actor, 'experiment.limits', before.name, { before: before.limits, after: limits });
    return { before, after: { ...before, limits } };
  });
}

/** Two people may change limits at once: whoever applied last makes sure that it was what the row says. */
async function applyNewest(ctx: Context, experiment: ExperimentRow, apply: Apply): Promise<void> {
  let row = experiment;
  for (;;) {
    await apply(ctx, row);
    const [now] = await ctx.db.select().from(experiments).where(eq(experiments.id, row.id));
    if (!now || LIMITS.every((key) => now.limits[key] === row.limits[key])) return;
    row = now;
  }
}

/** Back to `before`, unless somebody has set something else meanwhile, and what was applied of `after` with it. */
async function takeBack(ctx: Context, before: ExperimentRow, after: ExperimentRow, apply: Apply): Promise<void> {
  const [row] = await ctx.db.transaction(async (tx) => {
    const unchanged = and(eq(experiments.id, after.id), eq(experiments.limits, after.limits));
    const rows = await tx.update(experiments).set({ limits: before.limits }).where(unchanged).returning();
    if (rows.length > 0) {
      await audit(tx, ctx.actor, 'experiment.limits.undo', after.name, { before: after.limits, after: before.limits });
    }
    return rows;
  });
  if (!row) return;
  await apply(ctx, row).catch((error) => console.error(`The limits of ${row.name} were not put back:`, error));
}
