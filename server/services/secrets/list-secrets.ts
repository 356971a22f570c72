import { and, eq } from 'drizzle-orm';
import { secrets } from '../../db/schema/index.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';

/** Names of the secrets that people set; values are never given out. Right: open. */
export async function listSecrets(
  ctx: Context,
  { name }: { name: string },
): Promise<{ secret: string; updatedAt: string }[]> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'open');
  const rows = await ctx.db
    .select({ secret: secrets.name, updatedAt: secrets.updatedAt })
    .from(secrets)
    .where(and(eq(secrets.experimentId, experiment.id), eq(secrets.custom, true)))
    .orderBy(secrets.name);
  return rows.map(({ secret, updatedAt }) => ({ secret, updatedAt: updatedAt.toISOString() }));
}
