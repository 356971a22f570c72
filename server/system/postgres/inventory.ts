import { asDatabaseAdministrator } from './connection.ts';
import { readMark } from './experiment-database.ts';

/** What PostgreSQL has under names that experiments use. */
export interface DatabaseInventory {
  /** By the role's name. `markedId`: the experiment that it was made for; null when the platform did not make it. */
  roles: ReadonlyMap<string, { markedId: string | null; canLogIn: boolean }>;
  databases: ReadonlyMap<string, { owner: string }>;
}

/** Reads all of it with one question each. Throws `unavailable` when PostgreSQL does not answer. */
export function readDatabases(): Promise<DatabaseInventory> {
  return asDatabaseAdministrator(async (client) => {
    const roles = await client.query<{ name: string; mark: string | null; login: boolean }>(
      `select rolname as name, shobj_description(oid, 'pg_authid') as mark, rolcanlogin as login
         from pg_roles where rolname like 'exp-%'`,
    );
    const databases = await client.query<{ name: string; owner: string }>(
      `select datname as name, pg_get_userbyid(datdba) as owner from pg_database where datname like 'experiment\\_%'`,
    );
    return {
      roles: new Map(roles.rows.map(({ name, mark, login }) => [name, { markedId: readMark(mark), canLogIn: login }])),
      databases: new Map(databases.rows.map(({ name, owner }) => [name, { owner }])),
    };
  });
}
