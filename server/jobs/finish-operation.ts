import { eq } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { experiments, type OperationFailure, type operations } from '../db/schema/index.ts';
import { audit } from '../services/audit.ts';
import { writeOperation } from './journal.ts';

/**
 * Ends an operation and gives its experiment the state that follows, in one transaction. A created experiment is ready, a
 * removed one (or one whose creation was cancelled and undone) has no row any more; after a failure it is `failed`.
 */
export async function finishOperation(
  db: Database,
  operation: typeof operations.$inferSelect,
  state: 'succeeded' | 'failed' | 'cancelled',
  failure: OperationFailure | null,
): Promise<void> {
  await db.transaction(async (tx) => {
    const experiment = eq(experiments.id, operation.experimentId);
    if (state === 'failed') {
      await tx.update(experiments).set({ state: 'failed' }).where(experiment);
    } else if (state === 'succeeded' && operation.kind === 'experiment.create') {
      await tx.update(experiments).set({ state: 'ready', readyAt: new Date() }).where(experiment);
    } else {
      await tx.delete(experiments).where(experiment);
    }
    await writeOperation(tx, operation.id, state, failure);
    await audit(tx, { kind: 'job', name: 'worker' }, `${operation.kind}.${state}`, operation.experimentName, {
      operation: operation.id,
      ...(failure ? { part: failure.part } : {}),
    });
  });
}
