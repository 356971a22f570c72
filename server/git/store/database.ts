import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Each entry takes the schema one version further; entries are never changed once released. */
const MIGRATIONS = [
  `CREATE TABLE account (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     name TEXT NOT NULL,
     lower_name TEXT NOT NULL UNIQUE,
     email TEXT NOT NULL UNIQUE COLLATE NOCASE,
     full_name TEXT NOT NULL,
     password TEXT,
     is_admin INTEGER NOT NULL,
     created INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE token (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     name TEXT NOT NULL,
     hash TEXT NOT NULL UNIQUE,
     last_eight TEXT NOT NULL,
     scopes TEXT NOT NULL,
     created INTEGER NOT NULL,
     UNIQUE (account_id, name)
   ) STRICT;
   CREATE TABLE repository (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     owner_id INTEGER NOT NULL REFERENCES account (id),
     name TEXT NOT NULL,
     lower_name TEXT NOT NULL,
     description TEXT NOT NULL,
     is_private INTEGER NOT NULL,
     is_archived INTEGER NOT NULL,
     default_branch TEXT NOT NULL,
     topics TEXT NOT NULL,
     created INTEGER NOT NULL,
     updated INTEGER NOT NULL,
     UNIQUE (owner_id, lower_name)
   ) STRICT;
   CREATE TABLE collaborator (
     repository_id INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE,
     account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
     permission TEXT NOT NULL CHECK (permission IN ('read', 'write', 'admin')),
     PRIMARY KEY (repository_id, account_id)
   ) STRICT;
   CREATE INDEX collaborator_account ON collaborator (account_id);`,
] as const;

export type Database = DatabaseSync;

/** Opens the service's database, makes it where it is missing and brings its schema up to date. */
export function openDatabase(folder: string): Database {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'embedded.db');
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: 10_000 });
  chmodSync(file, 0o600);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  transaction(db, () => {
    const row = db.prepare('PRAGMA user_version').get();
    const version = Number(row?.user_version ?? 0);
    if (version > MIGRATIONS.length)
      throw new Error(`${file} was written by a newer version of the embedded git service.`);
    for (const migration of MIGRATIONS.slice(version)) db.exec(migration);
    db.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
  return db;
}

/** Runs `work` in a transaction that holds the write lock from its start, so that two programs never interleave. */
export function transaction<T>(db: Database, work: () => T): T {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

/** Columns as they come from SQLite: each `read…` below states the type that the schema guarantees. */
export type Row = Record<string, unknown>;

/** The text of a column that is TEXT NOT NULL. */
export function text(row: Row, column: string): string {
  return String(row[column]);
}

/** The number of a column that is INTEGER NOT NULL. */
export function number(row: Row, column: string): number {
  return Number(row[column]);
}
