import { eq } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import { invalid } from '../../shared/errors.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';

const LONGEST_MS = 30 * 24 * 3600_000;

/**
 * Nothing of the experiment is stopped for being idle until `until` (ISO 8601, at most 30 days ahead); null ends that.
 * Right: operate. Throws `missing`, `forbidden`, `invalid`.
 */
export async function keepAwake(ctx: Context, { name, until }: { name: string; until: string | null }): Promise<void> {
  const time = until === null ? null : Date.parse(until);
  if (time !== null && !(time > Date.now() && time <= Date.now() + LONGEST_MS))
    throw invalid('Choose a time that is ahead, by at most 30 days.');
  await ctx.db.transaction(async (tx) => {
    const { id } = await loadExperiment(tx, name, ctx.actor, 'operate');
    const keepAwakeUntil = time === null ? null : new Date(time);
    await tx.update(experiments).set({ keepAwakeUntil }).where(eq(experiments.id, id));
    await audit(tx, ctx.actor, 'experiment.keep-awake', name, { until: keepAwakeUntil?.toISOString() ?? null });
  });
}
