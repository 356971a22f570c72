import { eq } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { type ExperimentState, experiments, type OperationFailure, type operations } from '../db/schema/index.ts';
import type { ExperimentRow } from '../services/access.ts';
import { audit } from '../services/audit.ts';
import { planOf } from '../services/operations/plans.ts';
import { writeOperation } from './journal.ts';

/**
 * Ends an operation and gives its experiment the state that its plan says, in one transaction. `undone` is false when an
 * operation failed and not everything that it did was taken back: then the experiment is `failed` whatever the plan says.
 */
export async function finishOperation(
  db: Database,
  operation: typeof operations.$inferSelect,
  state: 'succeeded' | 'failed' | 'cancelled',
  failure: OperationFailure | null,
  undone: boolean,
): Promise<void> {
  await db.transaction(async (tx) => {
    const next = stateAfter(operation, state, undone);
    const experiment = eq(experiments.id, operation.experimentId);
    if (next === 'gone') await tx.delete(experiments).where(experiment);
    else if (next !== null) await tx.update(experiments).set(changes(next, operation)).where(experiment);
    await writeOperation(tx, operation.id, state, failure);
    await audit(tx, { kind: 'job', name: 'worker' }, `${operation.kind}.${state}`, operation.experimentName, {
      operation: operation.id,
      ...(failure ? { part: failure.part } : {}),
    });
  });
}

/** Null leaves the state as it is. */
function stateAfter(
  operation: typeof operations.$inferSelect,
  state: 'succeeded' | 'failed' | 'cancelled',
  undone: boolean,
): ExperimentState | 'gone' | null {
  const plan = planOf(operation.kind);
  // what changed nothing while it ran has nothing to go back to, but what could not be taken back has to be looked at
  if (state === 'failed' && !undone) return plan.during === null ? null : 'failed';
  const next = plan[state];
  if (next !== 'before') return next;
  return plan.during === null ? null : operation.stateBefore;
}

function changes(state: ExperimentState, { kind }: typeof operations.$inferSelect): Partial<ExperimentRow> {
  if (state === 'archived') return { state, uid: null };
  if (state === 'ready' && kind !== 'experiment.start') return { state, readyAt: new Date() };
  return { state };
}
