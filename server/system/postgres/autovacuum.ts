import { asDatabaseAdministrator } from './connection.ts';

/**
 * PostgreSQL's autovacuum starts a process in every database that has ever been used, each within `autovacuum_naptime`: with many
 * databases that is work all the time, also when all of them are at rest. A start takes about 7 ms of CPU.
 */
const VISITS_A_MINUTE = 20;
const LONGEST_S = 3600;

/** Seconds within which each of so many databases is visited, so that there are at most so many visits a minute. PostgreSQL's own is 60. */
export function naptimeFor(databases: number): number {
  return Math.min(LONGEST_S, Math.max(1, Math.ceil(databases / VISITS_A_MINUTE)) * 60);
}

/** Sets the pace of autovacuum by the number of databases there are now. Gives the seconds when they were changed, else null. */
export async function paceAutovacuum(): Promise<number | null> {
  return asDatabaseAdministrator(async (client) => {
    const { rows } = await client.query<{ databases: number; naptime: number }>(
      `select (select count(*)::int from pg_database where datallowconn) as databases, setting::int as naptime
         from pg_settings where name = 'autovacuum_naptime'`,
    );
    const [now] = rows;
    const naptime = naptimeFor(now?.databases ?? 0);
    if (now?.naptime === naptime) return null;
    await client.query(`alter system set autovacuum_naptime = ${naptime}`); // takes no parameters; an integer
    await client.query('select pg_reload_conf()');
    return naptime;
  });
}
