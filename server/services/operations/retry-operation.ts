import { and, eq, gt, gte, inArray, ne, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { experiments, operationSteps, operations } from '../../db/schema/index.ts';
import { conflict, forbidden, missing } from '../../shared/errors.ts';
import { loadExperimentById } from '../access.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { enqueueOperation } from './enqueue-operation.ts';
import { loadOperation, type OperationRow } from './load-operation.ts';
import { finalPosition, OPERATION_KINDS, planOf } from './plans.ts';

/**
 * Starts a failed operation anew, as a new operation; one that was past its last step that can be undone goes on where it
 * stopped, or as its plan says. Throws `missing`, `forbidden`, and `conflict` when it did not fail, the experiment is gone, or another operation
 * is under way.
 */
export async function retryOperation(ctx: Context, { id }: { id: string }): Promise<{ operationId: string }> {
  return ctx.db.transaction(async (tx) => {
    const { operation, rights } = await loadOperation(tx, id, ctx.actor);
    const plan = planOf(operation.kind);
    if (!rights.has(plan.needs)) throw forbidden('You may see this operation and may not try it again.');
    if (operation.state !== 'failed') throw conflict('Only an operation that failed can be tried again.');
    const [experiment] = await tx
      .select()
      .from(experiments)
      .where(eq(experiments.id, operation.experimentId))
      .for('update');
    if (!experiment) throw missing(`The experiment “${operation.experimentName}” does not exist any more.`);
    const leftFailed = experiment.state === 'failed' && plan.during !== null;
    if (!leftFailed && !plan.from.includes(experiment.state)) {
      throw conflict(`“${experiment.name}” is ${experiment.state}, so there is nothing to try again.`);
    }
    if (await isOvertaken(tx, operation)) {
      throw conflict(`Another operation on “${experiment.name}” came after this one, so it cannot be tried again.`);
    }
    const { source } = operation.input;
    // who lost their right on the experiment to copy since then does not get it by trying again
    if (source?.kind === 'experiment') await loadExperimentById(tx, source.experimentId, ctx.actor, 'open');
    const goesOn = await isPastUndo(tx, operation);
    const operationId = await enqueueOperation(tx, {
      kind: operation.kind,
      experiment,
      requestedBy: actorName(ctx.actor),
      input: operation.input,
      ...(goesOn ? { goesOn: { id, stateBefore: operation.stateBefore } } : {}),
    });
    if (plan.during) await tx.update(experiments).set({ state: plan.during }).where(eq(experiments.id, experiment.id));
    await audit(tx, ctx.actor, 'operation.retry', experiment.name, { operation: id });
    return { operationId };
  });
}

const MOVING = OPERATION_KINDS.filter((kind) => planOf(kind).during !== null);

/**
 * Whether a later operation led the experiment elsewhere, so that what failed before is no longer what its state tells of, or did what
 * this one would begin anew.
 */
async function isOvertaken(tx: Executor, { id, kind, experimentId }: OperationRow): Promise<boolean> {
  const plan = planOf(kind);
  if (plan.during === null && !plan.triedAnew) return false;
  const later = and(
    eq(operations.experimentId, experimentId),
    // compared in the database: a JavaScript time is cut off at the millisecond
    gt(operations.createdAt, sql`(select created_at from operations where id = ${id})`),
    plan.during === null
      ? and(eq(operations.kind, kind), eq(operations.state, 'succeeded'))
      : inArray(operations.kind, MOVING),
  );
  return (await tx.$count(operations, later)) > 0;
}

async function isPastUndo(tx: Executor, { id, kind }: OperationRow): Promise<boolean> {
  const begun = await tx.$count(
    operationSteps,
    and(
      eq(operationSteps.operationId, id),
      gte(operationSteps.position, finalPosition(kind)),
      ne(operationSteps.state, 'pending'),
    ),
  );
  return begun > 0;
}
