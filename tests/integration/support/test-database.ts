import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, Pool } from 'pg';
import { inject } from 'vitest';
import type { Database } from '../../../server/db/client.ts';
import * as schema from '../../../server/db/schema/index.ts';
import { TEMPLATE_DATABASE } from './postgres-server.ts';

export interface TestDatabase {
  db: Database;
  pool: Pool;
  /** For `HOMELAB_DATABASE_URL` of a program that the test starts. */
  url: string;
  remove: () => Promise<void>;
}

/** A migrated database of its own for a test file, cloned from the template. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asAdministrator(`create database ${name} template ${TEMPLATE_DATABASE}`);
  const url = inject('postgresUrl').replace('/postgres?', `/${name}?`);
  const pool = new Pool({ connectionString: url, max: 10 });
  const remove = async () => {
    await pool.end();
    await untilUnused(name);
    await asAdministrator(`drop database ${name} with (force)`);
  };
  return { db: drizzle(pool, { schema }), pool, url, remove };
}

/** Connections that were closed end a moment later; one that is cut off instead would be an error of nobody's. */
async function untilUnused(name: string): Promise<void> {
  const connections = `select from pg_stat_activity where datname = '${name}'`;
  for (let left = 100; left > 0 && (await asAdministrator(connections)) > 0; left--) await pause(50);
}

/** Gives how many rows came back. */
async function asAdministrator(statement: string): Promise<number> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } finally {
    await client.end();
  }
}
