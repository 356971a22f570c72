import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { experiments, operations } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import { mayUse } from '../access.ts';
import type { Actor } from '../context.ts';

/**
 * Loads an operation that the actor may see: their own, or one on an experiment that they may use. Throws `missing`
 * otherwise. `id` must be a UUID.
 */
export async function loadOperation(db: Executor, id: string, actor: Actor) {
  const [row] = await db
    .select({ operation: operations, owner: experiments.owner })
    .from(operations)
    .leftJoin(experiments, eq(experiments.id, operations.experimentId))
    .where(eq(operations.id, id));
  const own = row && actor.kind === 'user' && row.operation.requestedBy === actor.username;
  if (!row || !(own || mayUse(actor, { owner: row.owner ?? '' }))) {
    throw missing('There is no such operation, or it is somebody else’s.');
  }
  return row.operation;
}
