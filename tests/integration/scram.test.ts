import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scramVerifier } from '../../server/system/postgres/scram.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.remove());

test('PostgreSQL takes the verifier for a verifier and stores it as it is', async () => {
  const verifier = scramVerifier('a-random-password');
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(`create role scram_test login password '${verifier}'`);
  const { rows } = await client.query(`select rolpassword from pg_authid where rolname = 'scram_test'`);
  await client.query('drop role scram_test');
  await client.end();
  expect(rows[0].rolpassword).toBe(verifier);
});
