import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './store/database.ts';

/** What every part of the running service works with. */
export interface Service {
  config: Config;
  db: Database;
}

/** Where repositories are made before they get their place, and where they go before they are removed. */
export function workFolder(config: Config): string {
  return join(config.repositories, '.work');
}

/** Opens the database and the folders. */
export function openService(config: Config): Service {
  const db = openDatabase(config.folder);
  mkdirSync(workFolder(config), { recursive: true });
  return { config, db };
}

/** Removes what an interrupted creation or removal left. Only the one process that serves may do it. */
export function sweep(config: Config): void {
  rmSync(workFolder(config), { recursive: true, force: true });
  mkdirSync(workFolder(config), { recursive: true });
}
