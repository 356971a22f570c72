import { sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';

/** Beyond the limit, so that PostgreSQL's own timeout, which names its reason, comes first. */
const GRACE_MS = 1_000;
/** A statement that still runs this long after it should have ended has caught the cancellation: its connection is ended. */
const STUBBORN_MS = 10_000;

/** What was done. `limited`: how many experiments have a limit at all. */
export interface Ended {
  limited: number;
  cancelled: number;
  terminated: number;
}

/**
 * Ends statements of experiments' roles that run longer than their experiment's limit, whatever the role has set for itself. One
 * query over the running sessions. While an operation of the platform is under way on an experiment it is left alone, and so
 * is one that is copied: a dump is one long statement. Needs pg_signal_backend and membership in the roles, which the platform's role has.
 */
export async function endLongStatements(db: Executor): Promise<Ended> {
  const { rows } = await db.execute<{ [K in keyof Ended]: number }>(sql`
    with limited as (
      select e.id, 'exp-' || e.name as role, (e.limits->>'statementTimeoutMs')::float8 as most
        from experiments e
       where e.state <> 'archived' and (e.limits->>'statementTimeoutMs')::float8 > 0
    ), late as materialized (
      select a.pid, extract(epoch from clock_timestamp() - a.query_start) * 1000 - l.most as over
        from limited l join pg_stat_activity a on a.usename = l.role
       where a.backend_type = 'client backend' and a.state in ('active', 'fastpath function call')
         and not exists (select from operations o
                          where o.finished_at is null
                            and (o.experiment_id = l.id or o.input->'source'->>'experimentId' = l.id::text))
    )
    select (select count(*)::int from limited) as limited,
           (select count(*)::int from late
             where case when over > ${GRACE_MS} and over <= ${STUBBORN_MS} then pg_cancel_backend(pid) end) as cancelled,
           (select count(*)::int from late where case when over > ${STUBBORN_MS} then pg_terminate_backend(pid) end) as terminated`);
  return rows[0] ?? { limited: 0, cancelled: 0, terminated: 0 };
}
