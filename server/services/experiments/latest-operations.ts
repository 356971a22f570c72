import { desc, inArray, sql } from 'drizzle-orm';
import type { Database } from '../../db/client.ts';
import { operationSteps, operations } from '../../db/schema/index.ts';

const done = sql<number>`(select count(*)::int from ${operationSteps} s where s.operation_id = ${operations.id} and s.state = 'done')`;
const total = sql<number>`(select count(*)::int from ${operationSteps} s where s.operation_id = ${operations.id})`;

/** The newest operation of each experiment with how many of its steps are done, by the experiment's id. */
export async function latestOperations(db: Pick<Database, 'selectDistinctOn'>, experimentIds: string[]) {
  const { id, kind, state, failure, experimentId } = operations;
  const rows = await db
    .selectDistinctOn([experimentId], { experimentId, id, kind, state, failure, done, total })
    .from(operations)
    .where(inArray(experimentId, experimentIds))
    .orderBy(experimentId, desc(operations.createdAt));
  return new Map(rows.map(({ experimentId, ...operation }) => [experimentId, operation]));
}
