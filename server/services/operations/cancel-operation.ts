import { and, eq, max, ne } from 'drizzle-orm';
import { operationSteps, operations } from '../../db/schema/index.ts';
import { conflict, forbidden } from '../../shared/errors.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadOperation } from './load-operation.ts';
import { planOf } from './plans.ts';
import { isCancellable } from './views.ts';

/**
 * Asks the worker to stop an operation and to undo it. Throws `missing`, `forbidden`, and `conflict` when it has ended or
 * cannot be undone any more.
 */
export async function cancelOperation(ctx: Context, { id }: { id: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.select().from(operations).where(eq(operations.id, id)).for('update');
    const { operation, rights } = await loadOperation(tx, id, ctx.actor);
    if (!rights.has(planOf(operation.kind).needs)) throw forbidden('You may see this operation and may not cancel it.');
    const [last] = await tx
      .select({ position: max(operationSteps.position) })
      .from(operationSteps)
      .where(and(eq(operationSteps.operationId, id), ne(operationSteps.state, 'pending')));
    if (!isCancellable(operation, 1 + (last?.position ?? -1))) {
      throw conflict('This operation has ended, is already being undone, or cannot be undone.');
    }
    await tx.update(operations).set({ cancelRequested: true }).where(eq(operations.id, id));
    await audit(tx, ctx.actor, 'operation.cancel', operation.experimentName, { operation: id });
  });
}
