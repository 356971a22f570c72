import { eq } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { drift, type ExperimentState, experiments, type OperationFailure, operations } from '../db/schema/index.ts';
import type { ExperimentRow } from '../services/access.ts';
import { audit } from '../services/audit.ts';
import { planOf } from '../services/operations/plans.ts';
import { writeOperation } from './journal.ts';

/** How an operation ended. */
interface Outcome {
  state: 'succeeded' | 'failed' | 'cancelled';
  failure?: OperationFailure | null;
  /** False when it failed and not everything that it did was taken back: the experiment is then `failed` whatever the plan says. */
  undone?: boolean;
  /** Ends nothing, and gives false, when a person has cancelled it meanwhile. */
  unlessCancelled?: boolean;
}

/** Ends an operation and gives its experiment the state that its plan says, in one transaction. */
export async function finishOperation(
  db: Database,
  operation: typeof operations.$inferSelect,
  { state, failure = null, undone = true, unlessCancelled = false }: Outcome,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [now] = await tx
      .select({ cancelRequested: operations.cancelRequested })
      .from(operations)
      .where(eq(operations.id, operation.id))
      .for('update');
    if (unlessCancelled && now?.cancelRequested) return false;
    const next = stateAfter(operation, state, undone);
    const experiment = eq(experiments.id, operation.experimentId);
    if (next === 'gone') await tx.delete(experiments).where(experiment);
    else if (next !== null)
      await tx
        .update(experiments)
        .set(changes(next, operation, state))
        .where(experiment);
    // what was found missing of it is not missing any more
    if (next === 'gone' || next === 'archived')
      await tx.delete(drift).where(eq(drift.experimentId, operation.experimentId));
    await writeOperation(tx, operation.id, state, failure);
    await audit(tx, { kind: 'job', name: 'worker' }, `${operation.kind}.${state}`, operation.experimentName, {
      operation: operation.id,
      ...(failure ? { part: failure.part } : {}),
    });
    return true;
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

/** An experiment is newly ready when it was made, not when it came back from something. */
function changes(
  next: ExperimentState,
  { kind }: typeof operations.$inferSelect,
  state: 'succeeded' | 'failed' | 'cancelled',
): Partial<ExperimentRow> {
  if (next === 'archived') return { state: next, uid: null };
  const made = state === 'succeeded' && (kind === 'experiment.create' || kind === 'experiment.restore');
  return made ? { state: next, readyAt: new Date() } : { state: next };
}
