import { type Account, accountById } from './accounts.ts';
import { type Database, number } from './database.ts';
import type { Repository } from './repositories.ts';

export const PERMISSIONS = ['read', 'write', 'admin'] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What an account was given on a repository; null when nothing. */
export function collaboration(db: Database, repository: Repository, account: Account): Permission | null {
  const row = db
    .prepare('SELECT permission FROM collaborator WHERE repository_id = ? AND account_id = ?')
    .get(repository.id, account.id);
  return PERMISSIONS.find((each) => each === row?.permission) ?? null;
}

/** Gives an account a permission on a repository, in place of the one it has. */
export function setCollaborator(db: Database, repository: Repository, account: Account, permission: Permission): void {
  db.prepare(
    `INSERT INTO collaborator (repository_id, account_id, permission) VALUES (?, ?, ?)
     ON CONFLICT (repository_id, account_id) DO UPDATE SET permission = excluded.permission`,
  ).run(repository.id, account.id, permission);
}

/** Takes what an account was given on a repository. */
export function removeCollaborator(db: Database, repository: Repository, account: Account): void {
  db.prepare('DELETE FROM collaborator WHERE repository_id = ? AND account_id = ?').run(repository.id, account.id);
}

/** The accounts that collaborate on a repository, by name. */
export function listCollaborators(db: Database, repository: Repository): Account[] {
  const rows = db
    .prepare(
      `SELECT account_id FROM collaborator JOIN account ON account.id = account_id
       WHERE repository_id = ? ORDER BY lower_name`,
    )
    .all(repository.id);
  return rows.map((row) => accountById(db, number(row, 'account_id')));
}
