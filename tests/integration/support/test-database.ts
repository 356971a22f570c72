import { randomUUID } from 'node:crypto';
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
  // dropping the database by force may meet a connection that is about to close by itself
  pool.on('connect', (client) => client.on('error', () => undefined));
  const remove = async () => {
    await pool.end();
    await asAdministrator(`drop database ${name} with (force)`);
  };
  return { db: drizzle(pool, { schema }), pool, url, remove };
}

async function asAdministrator(statement: string): Promise<void> {
  const client = new Client({ connectionString: inject('postgresUrl') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
