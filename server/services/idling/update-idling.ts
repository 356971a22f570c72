import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { experiments } from '../../db/schema/index.ts';
import type { IdlingSettings } from '../../shared/limits.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { IdlingShape } from './idling-shape.ts';

const UpdateIdling = z.strictObject({ name: z.string().max(64), idling: IdlingShape.nullable() });

/**
 * Sets when an experiment's workspaces are stopped; null follows the platform's settings. Right: manage. Throws `missing`,
 * `forbidden`.
 */
export async function updateIdling(
  ctx: Context,
  input: { name: string; idling: IdlingSettings | null },
): Promise<void> {
  const { name, idling } = UpdateIdling.parse(input);
  await ctx.db.transaction(async (tx) => {
    const before = await loadExperiment(tx, name, ctx.actor, 'manage');
    await tx.update(experiments).set({ idling }).where(eq(experiments.id, before.id));
    await audit(tx, ctx.actor, 'experiment.update-idling', name, { before: before.idling, after: idling });
  });
}
