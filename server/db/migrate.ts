/**
 * Brings the platform's database to the newest schema. Prints `applied N`. Run before any program starts; two at a
 * time wait for each other.
 */
import { readFile } from 'node:fs/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';
import { connectionOptions } from './client.ts';

const FOLDER = new URL('./migrations/', import.meta.url);
/** Any number that nothing else on this database locks. */
const LOCK = 7_340_001;

interface Journal {
  entries: { when: number; tag: string }[];
}

/** Applies what is missing and gives the number of migrations applied. Throws when the journal's dates do not rise. */
export async function migrateDatabase(options = connectionOptions()): Promise<number> {
  const journal: Journal = JSON.parse(await readFile(new URL('meta/_journal.json', FOLDER), 'utf8'));
  assertRising(journal);
  const client = new Client(options);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const before = await countApplied(client);
    await migrate(drizzle(client), { migrationsFolder: FOLDER.pathname });
    return (await countApplied(client)) - before;
  } finally {
    await client.end();
  }
}

/** The migrator skips, without a word, a migration older than the newest one applied. */
function assertRising(journal: Journal): void {
  for (const [index, entry] of journal.entries.entries()) {
    const previous = journal.entries[index - 1];
    if (previous && previous.when >= entry.when) {
      throw new Error(
        `Migration ${entry.tag} is dated before ${previous.tag}, so it would be skipped. Generate it again.`,
      );
    }
  }
}

async function countApplied(client: Client): Promise<number> {
  const { rows } = await client.query("select to_regclass('drizzle.__drizzle_migrations') is not null as there");
  if (!rows[0].there) return 0;
  const count = await client.query('select count(*)::int as n from drizzle.__drizzle_migrations');
  return count.rows[0].n;
}

if (import.meta.main) {
  try {
    console.log(`applied ${await migrateDatabase()}`);
  } catch (error) {
    console.error(`The database could not be migrated: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
