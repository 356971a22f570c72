import { eq } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import { conflict, missing } from '../../shared/errors.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { enqueueOperation } from './enqueue-operation.ts';
import { loadOperation } from './load-operation.ts';

/**
 * Starts a failed operation anew, as a new operation. Throws `missing`, and `conflict` when it did not fail, the
 * experiment is gone, or another operation is under way.
 */
export async function retryOperation(ctx: Context, { id }: { id: string }): Promise<{ operationId: string }> {
  return ctx.db.transaction(async (tx) => {
    const operation = await loadOperation(tx, id, ctx.actor);
    if (operation.state !== 'failed') throw conflict('Only an operation that failed can be tried again.');
    const [experiment] = await tx
      .select()
      .from(experiments)
      .where(eq(experiments.id, operation.experimentId))
      .for('update');
    if (!experiment) throw missing(`The experiment “${operation.experimentName}” does not exist any more.`);
    if (experiment.state !== 'failed') {
      throw conflict(`“${experiment.name}” is ${experiment.state}, so there is nothing to try again.`);
    }
    const operationId = await enqueueOperation(tx, operation.kind, experiment, actorName(ctx.actor));
    await tx
      .update(experiments)
      .set({ state: operation.kind === 'experiment.create' ? 'creating' : 'deleting' })
      .where(eq(experiments.id, experiment.id));
    await audit(tx, ctx.actor, 'operation.retry', experiment.name, { operation: id });
    return { operationId };
  });
}
