import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrateDatabase } from '../../server/db/migrate.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.remove());

test('a database that is up to date is left as it is', async () => {
  expect(await migrateDatabase({ connectionString: database.url })).toBe(0);
});

test('two migrations at the same time wait for each other', async () => {
  await database.pool.query('drop schema drizzle cascade; drop schema public cascade; create schema public');
  const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase({ connectionString: database.url })));
  expect(applied.filter((count) => count > 0)).toHaveLength(1);
});
