import type { Client } from 'pg';

/** Ends every session of a role, in whatever database. Gives how many there were. */
export async function endSessions(client: Client, role: string): Promise<number> {
  const { rowCount } = await client.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [
    role,
  ]);
  return rowCount ?? 0;
}

/**
 * Ends the sessions of other experiments on a database, and wherever they are those of whom may give rights on it to others: a transaction
 * in which they do holds up taking theirs away. Gives how many there were.
 */
export async function endVisitors(client: Client, database: string): Promise<number> {
  const { rowCount } = await client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where usename like 'exp-%' and (datname = $1 or usesysid in (
        select a.grantee from pg_database d cross join aclexplode(d.datacl) a
         where d.datname = $1 and a.grantee <> d.datdba and a.is_grantable))`,
    [database],
  );
  return rowCount ?? 0;
}
