import type { Client } from 'pg';
import { asDatabaseAdministrator, identifier } from './connection.ts';

/**
 * Takes back every right that others gave to a role in their databases: PostgreSQL drops no role that has one, so any
 * experiment could keep another one's role for ever. `client` is connected to the database `postgres`.
 */
export async function releaseRights(client: Client, role: string): Promise<void> {
  const { rows } = await client.query<{ database: string | null }>(
    `select distinct d.datname as database
       from pg_shdepend s
       join pg_roles r on r.oid = s.refobjid and s.refclassid = 'pg_authid'::regclass
       left join pg_database d on d.oid = s.dbid
      where r.rolname = $1`,
    [role],
  );
  for (const { database } of rows) {
    // Rights on databases themselves stand in no database; dropping what is owned anywhere takes those along.
    if (database === null) await client.query(`drop owned by ${identifier(role)}`);
    else await asDatabaseAdministrator((inside) => inside.query(`drop owned by ${identifier(role)}`), database);
  }
}
