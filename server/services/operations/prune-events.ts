import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';

const KEPT_DAYS = 30;
/** Operations whose events go in one statement, so that none holds locks for long. */
const AT_ONCE = 100;

/**
 * Removes the events, lines of output among them, of operations that ended more than 30 days ago; the operations and the
 * states and times of their steps stay. Gives the number of operations.
 */
export async function pruneEvents(db: Executor): Promise<number> {
  for (let pruned = 0; ; ) {
    const { rows } = await db.execute<{ operations: number }>(sql`
      with old as (
        select id from operations o
         where finished_at < now() - make_interval(days => ${KEPT_DAYS})
           and exists (select 1 from operation_events e where e.operation_id = o.id)
         limit ${AT_ONCE}
      ), gone as (
        delete from operation_events where operation_id in (select id from old)
      )
      select count(*)::int as operations from old`);
    const count = rows[0]?.operations ?? 0;
    pruned += count;
    if (count < AT_ONCE) return pruned;
  }
}
