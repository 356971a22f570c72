import { eq } from 'drizzle-orm';
import { operations } from '../../db/schema/index.ts';
import { conflict } from '../../shared/errors.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadOperation } from './load-operation.ts';
import { viewOperation } from './views.ts';

/**
 * Asks the worker to stop an operation after the step that runs, and to undo it. Throws `missing`, and `conflict` when
 * it has ended or cannot be undone.
 */
export async function cancelOperation(ctx: Context, { id }: { id: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await tx.select().from(operations).where(eq(operations.id, id)).for('update');
    const operation = await loadOperation(tx, id, ctx.actor);
    if (!viewOperation(operation).cancellable) {
      throw conflict('This operation has ended, is already being undone, or cannot be undone.');
    }
    await tx.update(operations).set({ cancelRequested: true }).where(eq(operations.id, id));
    await audit(tx, ctx.actor, 'operation.cancel', operation.experimentName, { operation: id });
  });
}
