import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import * as schema from './schema/index.ts';

export type Database = NodePgDatabase<typeof schema>;
/** What a query can run in: the pool or one transaction. */
export type Executor = Pick<Database, 'select' | 'insert' | 'update' | 'delete' | 'execute' | '$count'>;

/**
 * Where the platform's database is: `HOMELAB_DATABASE_URL` in tests, else the Unix socket with peer authentication,
 * so that there is no password.
 */
export function connectionOptions(): { connectionString: string } | { host: string; database: string } {
  const url = process.env.HOMELAB_DATABASE_URL;
  return url ? { connectionString: url } : { host: '/run/postgresql', database: 'homelab_paas' };
}

/** Opens a pool. `max` is the number of connections; each program keeps few, since PostgreSQL pays for every one. */
export function openDatabase(max = 8): { db: Database; pool: Pool; close: () => Promise<void> } {
  const pool = new Pool({ ...connectionOptions(), max, idleTimeoutMillis: 60_000, connectionTimeoutMillis: 10_000 });
  pool.on('error', (error) => console.error(`database: an idle connection was lost: ${error.message}`));
  return { db: drizzle(pool, { schema }), pool, close: () => pool.end() };
}

const SHARED = Symbol.for('homelab-paas.database');
const globals = globalThis as typeof globalThis & { [SHARED]?: ReturnType<typeof openDatabase> };

/** The one pool of this process. Pages are bundled apart from the server around them, hence the global. */
export function database(): Database {
  globals[SHARED] ??= openDatabase();
  return globals[SHARED].db;
}
