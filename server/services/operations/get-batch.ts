import { and, asc, eq } from 'drizzle-orm';
import { experiments, type OperationState, operations } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { begunSteps, seenBy } from './list-operations.ts';
import { viewOperation } from './views.ts';

export interface Batch {
  batchId: string;
  createdAt: string;
  counts: { queued: number; running: number; succeeded: number; failed: number; cancelled: number };
  operations: ReturnType<typeof viewOperation>[];
}

/** The operations of a batch that the actor may see, first asked for first. Throws `missing` when there is none. */
export async function getBatch(ctx: Context, { batchId }: { batchId: string }): Promise<Batch> {
  const rows = await ctx.db
    .select({ operation: operations, begun: begunSteps })
    .from(operations)
    .leftJoin(experiments, eq(experiments.id, operations.experimentId))
    .where(and(eq(operations.batchId, batchId), seenBy(ctx)))
    .orderBy(asc(operations.createdAt), asc(operations.experimentName));
  const [first] = rows;
  if (!first) throw missing('There are no such operations, or they are somebody else’s.');
  const count = (...states: OperationState[]) => rows.filter((row) => states.includes(row.operation.state)).length;
  return {
    batchId,
    createdAt: first.operation.createdAt.toISOString(),
    counts: {
      queued: count('queued'),
      running: count('running', 'undoing'),
      succeeded: count('succeeded'),
      failed: count('failed'),
      cancelled: count('cancelled'),
    },
    operations: rows.map((row) => viewOperation(row.operation, row.begun)),
  };
}
