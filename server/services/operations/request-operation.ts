import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { experiments, type OperationInput, type OperationKind } from '../../db/schema/index.ts';
import { conflict } from '../../shared/errors.ts';
import { type ExperimentRow, loadExperimentById, lockExperiment } from '../access.ts';
import { audit } from '../audit.ts';
import { type Actor, actorName, type Context } from '../context.ts';
import { enqueueOperation } from './enqueue-operation.ts';
import { planOf } from './plans.ts';

interface Requested {
  kind: OperationKind;
  input?: OperationInput;
  batchId?: string | undefined;
  /** Further conditions, and rows that belong to the operation; what it gives is added to the input. */
  prepare?: (tx: Executor, experiment: ExperimentRow) => Promise<OperationInput | undefined>;
  /** For the audit row. No secret. */
  details?: Record<string, unknown>;
}

/**
 * Puts an operation on an experiment in line: checks the right that the kind needs and the state that it may start from, and sets
 * the state that holds meanwhile. Throws `missing`, `forbidden`, and `conflict` when the state forbids it or another
 * operation is under way.
 */
export async function requestOperation(
  ctx: Context,
  experimentId: string,
  requested: Requested,
): Promise<{ operationId: string }> {
  return ctx.db.transaction((tx) => requestOperationIn(tx, ctx.actor, experimentId, requested));
}

/** The same within a transaction that changes something else besides. */
export async function requestOperationIn(
  tx: Executor,
  actor: Actor,
  experimentId: string,
  { kind, input = {}, batchId, prepare, details = {} }: Requested,
): Promise<{ operationId: string }> {
  const plan = planOf(kind);
  await lockExperiment(tx, experimentId);
  const experiment = await loadExperimentById(tx, experimentId, actor, plan.needs);
  if (!plan.from.includes(experiment.state)) {
    throw conflict(
      `“${experiment.name}” is ${experiment.state}; this can be done when it is ${plan.from.join(' or ')}.`,
    );
  }
  const more = await prepare?.(tx, experiment);
  const operationId = await enqueueOperation(tx, {
    kind,
    experiment,
    requestedBy: actorName(actor),
    input: { ...input, ...more },
    batchId,
  });
  if (plan.during) await tx.update(experiments).set({ state: plan.during }).where(eq(experiments.id, experiment.id));
  await audit(tx, actor, kind, experiment.name, { operation: operationId, ...details });
  return { operationId };
}
