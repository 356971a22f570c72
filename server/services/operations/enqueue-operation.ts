import { and, eq, inArray, sql } from 'drizzle-orm';
import { OPERATIONS_CHANNEL } from '../../db/channels.ts';
import type { Executor } from '../../db/client.ts';
import {
  type ExperimentState,
  type OperationInput,
  type OperationKind,
  operationSteps,
  operations,
} from '../../db/schema/index.ts';
import { conflict } from '../../shared/errors.ts';
import { planOf } from './plans.ts';

export interface NewOperation {
  kind: OperationKind;
  experiment: { id: string; name: string; state: ExperimentState };
  requestedBy: string;
  input?: OperationInput;
  batchId?: string | undefined;
  /** A failed operation whose finished steps need not be done again, since it was past the last one that can be undone. */
  goesOn?: { id: string; stateBefore: ExperimentState | null };
}

/**
 * Puts an operation with its steps in line for the worker, in the caller's transaction, which must hold a lock on the
 * experiment's row. Throws `conflict` while another operation on the experiment is under way.
 */
export async function enqueueOperation(tx: Executor, wanted: NewOperation): Promise<string> {
  const { kind, experiment, requestedBy, input = {}, batchId = null, goesOn } = wanted;
  const [open] = await tx
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(eq(operations.experimentId, experiment.id), inArray(operations.state, ['queued', 'running', 'undoing'])),
    );
  if (open) throw conflict(`Another operation on “${experiment.name}” is still under way. Wait until it has ended.`);
  const [operation] = await tx
    .insert(operations)
    .values({
      kind,
      experimentId: experiment.id,
      experimentName: experiment.name,
      input,
      stateBefore: goesOn ? goesOn.stateBefore : experiment.state,
      batchId,
      requestedBy,
    })
    .returning({ id: operations.id });
  if (!operation) throw new Error('the database returned no operation');
  const done = goesOn ? await finishedSteps(tx, goesOn.id) : new Map<string, FinishedStep>();
  await tx.insert(operationSteps).values(
    planOf(kind).steps.map(({ key, title }, position) => ({
      operationId: operation.id,
      position,
      key,
      title,
      ...done.get(key),
    })),
  );
  await tx.execute(sql`select pg_notify(${OPERATIONS_CHANNEL}, '')`);
  return operation.id;
}

type FinishedStep = Pick<typeof operationSteps.$inferSelect, 'state' | 'record' | 'startedAt' | 'finishedAt'>;

async function finishedSteps(tx: Executor, operationId: string): Promise<Map<string, FinishedStep>> {
  const rows = await tx.select().from(operationSteps).where(eq(operationSteps.operationId, operationId));
  const done = rows.filter((row) => row.state === 'done');
  return new Map(
    done.map(({ key, state, record, startedAt, finishedAt }) => [key, { state, record, startedAt, finishedAt }]),
  );
}
