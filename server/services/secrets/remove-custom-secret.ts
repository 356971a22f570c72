import { and, eq } from 'drizzle-orm';
import { secrets } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { changeEnvironment } from './change-environment.ts';

/** Removes a secret. What runs keeps it until it ends. Right: manage. Throws `missing`. */
export async function removeCustomSecret(
  ctx: Context,
  { name, secret }: { name: string; secret: string },
): Promise<void> {
  const experiment = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  await changeEnvironment(ctx, experiment, async (tx) => {
    const own = and(eq(secrets.experimentId, experiment.id), eq(secrets.name, secret), eq(secrets.custom, true));
    const removed = await tx.delete(secrets).where(own).returning({ name: secrets.name });
    if (removed.length === 0) throw missing(`“${name}” has no secret “${secret}”.`);
    await audit(tx, ctx.actor, 'secret.remove', name, { secret });
  });
}
