import { and, eq, inArray, sql } from 'drizzle-orm';
import { OPERATIONS_CHANNEL } from '../../db/channels.ts';
import type { Executor } from '../../db/client.ts';
import { type OperationKind, operationSteps, operations } from '../../db/schema/index.ts';
import { conflict } from '../../shared/errors.ts';
import { PLANS } from './plans.ts';

/**
 * Puts an operation with its steps in line for the worker, in the caller's transaction, which must hold a lock on the
 * experiment's row. Throws `conflict` while another operation on the experiment is under way.
 */
export async function enqueueOperation(
  tx: Executor,
  kind: OperationKind,
  experiment: { id: string; name: string },
  requestedBy: string,
): Promise<string> {
  const [open] = await tx
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(eq(operations.experimentId, experiment.id), inArray(operations.state, ['queued', 'running', 'undoing'])),
    );
  if (open) throw conflict(`Another operation on “${experiment.name}” is still under way. Wait until it has ended.`);
  const [operation] = await tx
    .insert(operations)
    .values({ kind, experimentId: experiment.id, experimentName: experiment.name, requestedBy })
    .returning({ id: operations.id });
  if (!operation) throw new Error('the database returned no operation');
  await tx
    .insert(operationSteps)
    .values(PLANS[kind].steps.map((step, position) => ({ operationId: operation.id, position, ...step })));
  await tx.execute(sql`select pg_notify(${OPERATIONS_CHANNEL}, '')`);
  return operation.id;
}
