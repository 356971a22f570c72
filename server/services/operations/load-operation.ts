import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { experiments, operations } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import { mayUse } from '../access.ts';
import type { Actor } from '../context.ts';

/**
 * Loads an operation that the actor may see: one on an experiment that they may use, or one that they requested on an
 * experiment that does not exist any more. So who cancels it or tries it again may use its experiment. Throws `missing`
 * otherwise. `id` must be a UUID.
 */
export async function loadOperation(db: Executor, id: string, actor: Actor) {
  const [row] = await db
    .select({ operation: operations, owner: experiments.owner })
    .from(operations)
    .leftJoin(experiments, eq(experiments.id, operations.experimentId))
    .where(eq(operations.id, id));
  // without an experiment, the operation is whose who asked for it
  if (!row || !mayUse(actor, { owner: row.owner ?? row.operation.requestedBy })) {
    throw missing('There is no such operation, or it is somebody else’s.');
  }
  return row.operation;
}
