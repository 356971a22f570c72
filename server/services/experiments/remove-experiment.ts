import { eq } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import { loadExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { enqueueOperation } from '../operations/enqueue-operation.ts';

/**
 * Puts the deletion of an experiment in line. `confirmation` is its name, typed out. Throws `missing`, `invalid` when the
 * confirmation differs, `conflict` while another operation on it is under way.
 */
export async function removeExperiment(
  ctx: Context,
  { name, confirmation }: { name: string; confirmation: string },
): Promise<{ operationId: string }> {
  return ctx.db.transaction(async (tx) => {
    await tx.select({ id: experiments.id }).from(experiments).where(eq(experiments.name, name)).for('update');
    const experiment = await loadExperiment(tx, name, ctx.actor);
    if (confirmation !== name) throw invalid(`Type the name “${name}” to confirm the deletion.`);
    if (experiment.state !== 'ready' && experiment.state !== 'failed') {
      throw conflict(`“${name}” is ${experiment.state}. Wait until that has ended, or cancel it.`);
    }
    const operationId = await enqueueOperation(tx, 'experiment.remove', experiment, actorName(ctx.actor));
    await tx.update(experiments).set({ state: 'deleting' }).where(eq(experiments.id, experiment.id));
    await audit(tx, ctx.actor, 'experiment.remove', name, { operation: operationId });
    return { operationId };
  });
}
