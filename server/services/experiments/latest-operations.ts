import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { experiments, operationSteps, operations } from '../../db/schema/index.ts';

const steps = sql`select count(*)::int from ${operationSteps} s where s.operation_id = ${operations.id}`;

/**
 * The newest operation of each experiment with how many of its steps are done, by the experiment's id. One statement that
 * reads one row of the index for each, however many operations an experiment has had.
 */
export async function latestOperations(db: Pick<Executor, 'select'>, experimentIds: string[]) {
  if (experimentIds.length === 0) return new Map<string, never>();
  const { id, kind, state, failure } = operations;
  const done = sql<number>`(${steps} and s.state = 'done')`.as('done');
  const newest = db
    .select({ id, kind, state, failure, done, total: sql<number>`(${steps})`.as('total') })
    .from(operations)
    .where(eq(operations.experimentId, experiments.id))
    .orderBy(desc(operations.createdAt))
    .limit(1)
    .as('newest');
  const rows = await db
    .select({
      experimentId: experiments.id,
      operation: {
        ...{ id: newest.id, kind: newest.kind, state: newest.state, failure: newest.failure },
        ...{ done: newest.done, total: newest.total },
      },
    })
    .from(experiments)
    .innerJoinLateral(newest, sql`true`)
    .where(inArray(experiments.id, experimentIds));
  return new Map(rows.map((row) => [row.experimentId, row.operation]));
}
