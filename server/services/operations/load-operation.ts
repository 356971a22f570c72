import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { experiments, operations } from '../../db/schema/index.ts';
import { forbidden, missing } from '../../shared/errors.ts';
import { type ExperimentRight, RIGHTS } from '../../shared/roles.ts';
import { rightsOn } from '../access.ts';
import { type Actor, actorName } from '../context.ts';

export type OperationRow = typeof operations.$inferSelect;

/**
 * Loads an operation with what the actor may do with it: their rights on its experiment, or every right for who requested one on
 * an experiment that does not exist any more. Throws `missing` for who may not see it, `forbidden` without `right`. `id` must be
 * a UUID.
 */
export async function loadOperation(
  db: Executor,
  id: string,
  actor: Actor,
  right: ExperimentRight = 'see',
): Promise<{ operation: OperationRow; rights: ReadonlySet<ExperimentRight> }> {
  const [row] = await db
    .select({ operation: operations, experiment: experiments })
    .from(operations)
    .leftJoin(experiments, eq(experiments.id, operations.experimentId))
    .where(eq(operations.id, id));
  const rights = row ? await rightsFor(db, actor, row) : new Set<ExperimentRight>();
  if (!row || !rights.has('see')) throw missing('There is no such operation, or it is somebody else’s.');
  if (!rights.has(right)) throw forbidden('You may see this operation and may not change it.');
  return { operation: row.operation, rights };
}

async function rightsFor(
  db: Executor,
  actor: Actor,
  { operation, experiment }: { operation: OperationRow; experiment: typeof experiments.$inferSelect | null },
): Promise<ReadonlySet<ExperimentRight>> {
  if (experiment) return rightsOn(db, actor, experiment);
  const own = actor.kind === 'job' || actor.admin || operation.requestedBy === actorName(actor);
  return new Set(own ? RIGHTS : []);
}
