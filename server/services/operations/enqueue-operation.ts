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
import { refuseHalfArchived } from './refuse-half-archived.ts';

export interface NewOperation {
  kind: OperationKind;
  experiment: { id: string; name: string; state: ExperimentState };
  requestedBy: string;
  input?: OperationInput;
  batchId?: string | undefined;
  /** A failed operation past the last step that can be undone: its finished steps are not done again, unless the plan says so. */
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
  await refuseHalfArchived(tx, experiment, { kind, goesOn: goesOn !== undefined });
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
  const begun = goesOn ? await begunSteps(tx, kind, goesOn.id) : new Map<string, BegunStep>();
  await tx.insert(operationSteps).values(
    planOf(kind).steps.map(({ key, title }, position) => ({
      operationId: operation.id,
      position,
      key,
      title,
      ...begun.get(key),
    })),
  );
  await tx.execute(sql`select pg_notify(${OPERATIONS_CHANNEL}, '')`);
  return operation.id;
}

type BegunStep = Partial<Pick<typeof operationSteps.$inferSelect, 'state' | 'record' | 'startedAt' | 'finishedAt'>>;

async function begunSteps(tx: Executor, kind: OperationKind, operationId: string): Promise<Map<string, BegunStep>> {
  const rows = await tx.select().from(operationSteps).where(eq(operationSteps.operationId, operationId));
  // The one at which it stopped counts as begun, so that what goes on is never taken for something that can be undone.
  const anew = planOf(kind).triedAnew === true;
  return new Map(
    rows.flatMap(({ key, state, record, startedAt, finishedAt }): [string, BegunStep][] => {
      if (state === 'failed' || (state === 'done' && !anew)) return [[key, { state, record, startedAt, finishedAt }]];
      return anew ? [[key, { record: { ...record, earlier: true } }]] : [];
    }),
  );
}
