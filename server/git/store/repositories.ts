import type { Account } from './accounts.ts';
import { accountById } from './accounts.ts';
import { type Database, number, type Row, text } from './database.ts';

export interface Repository {
  id: number;
  owner: Account;
  name: string;
  description: string;
  isPrivate: boolean;
  isArchived: boolean;
  defaultBranch: string;
  topics: string[];
  /** Milliseconds since 1970. */
  created: number;
  /** Last push or change of the settings, milliseconds since 1970. */
  updated: number;
}

export interface NewRepository {
  name: string;
  description: string;
  isPrivate: boolean;
  defaultBranch: string;
}

function readRepository(db: Database, row: Row): Repository {
  return {
    id: number(row, 'id'),
    owner: accountById(db, number(row, 'owner_id')),
    name: text(row, 'name'),
    description: text(row, 'description'),
    isPrivate: number(row, 'is_private') === 1,
    isArchived: number(row, 'is_archived') === 1,
    defaultBranch: text(row, 'default_branch'),
    topics: text(row, 'topics').split(' ').filter(Boolean),
    created: number(row, 'created'),
    updated: number(row, 'updated'),
  };
}

/** Finds a repository by the names of its owner and its own, whatever the case. */
export function findRepository(db: Database, owner: string, name: string): Repository | null {
  const row = db
    .prepare(
      `SELECT repository.* FROM repository JOIN account ON account.id = owner_id
       WHERE account.lower_name = ? AND repository.lower_name = ?`,
    )
    .get(owner.toLowerCase(), name.toLowerCase());
  return row ? readRepository(db, row) : null;
}

export interface RepositoryFilter {
  /** Who asks: public ones, own ones, those collaborated on; null sees public ones, an administrator all. */
  viewer: Account | null;
  /** Only those of this owner. */
  owner?: Account;
  /** Only those that the viewer owns or collaborates on. */
  joinedOnly?: boolean;
  query?: string;
  limit: number;
  offset: number;
}

/** Repositories that the viewer may see, the last changed first, with the number of all of them. */
export function listRepositories(db: Database, filter: RepositoryFilter) {
  const { viewer, owner, joinedOnly = false, query = '', limit, offset } = filter;
  const joined = `(owner_id = :viewer OR EXISTS (SELECT 1 FROM collaborator
    WHERE repository_id = repository.id AND account_id = :viewer))`;
  const where = `(:owner = 0 OR owner_id = :owner)
    AND (:query = '' OR instr(account.lower_name || '/' || repository.lower_name, :query) > 0
         OR instr(lower(repository.description), :query) > 0)
    AND (${joined} OR (NOT :joinedOnly AND (is_private = 0 OR :admin)))`;
  const values = {
    viewer: viewer?.id ?? 0,
    owner: owner?.id ?? 0,
    query: query.toLowerCase(),
    joinedOnly: joinedOnly ? 1 : 0,
    admin: viewer?.isAdmin ? 1 : 0,
  };
  const from = `FROM repository JOIN account ON account.id = owner_id WHERE ${where}`;
  const rows = db
    .prepare(
      `SELECT repository.* ${from} ORDER BY repository.updated DESC, repository.id DESC LIMIT :limit OFFSET :offset`,
    )
    .all({ ...values, limit, offset });
  const count = db.prepare(`SELECT count(*) AS count ${from}`).get(values);
  return { repositories: rows.map((row) => readRepository(db, row)), total: Number(count?.count ?? 0) };
}

/** Every repository of an owner. */
export function repositoriesOf(db: Database, owner: Account): Repository[] {
  const rows = db.prepare('SELECT * FROM repository WHERE owner_id = ?').all(owner.id);
  return rows.map((row) => readRepository(db, row));
}

/** Inserts the row of a new repository. Throws SQLite's refusal when the owner has one of that name. */
export function insertRepository(db: Database, owner: Account, wanted: NewRepository): Repository {
  const now = Date.now();
  const row = db
    .prepare(
      `INSERT INTO repository
         (owner_id, name, lower_name, description, is_private, is_archived, default_branch, topics, created, updated)
       VALUES (?, ?, ?, ?, ?, 0, ?, '', ?, ?) RETURNING *`,
    )
    .get(
      owner.id,
      wanted.name,
      wanted.name.toLowerCase(),
      wanted.description,
      wanted.isPrivate ? 1 : 0,
      wanted.defaultBranch,
      now,
      now,
    );
  if (!row) throw new Error('SQLite returned no row for a new repository.');
  return readRepository(db, row);
}

export interface RepositoryChange {
  description?: string;
  isPrivate?: boolean;
  isArchived?: boolean;
  defaultBranch?: string;
  topics?: string[];
}

/** Changes what is given of a repository, and when it was updated. */
export function updateRepository(db: Database, id: number, change: RepositoryChange): void {
  const { description = null, isPrivate, isArchived, defaultBranch = null, topics } = change;
  db.prepare(
    `UPDATE repository SET description = coalesce(?, description), is_private = coalesce(?, is_private),
       is_archived = coalesce(?, is_archived), default_branch = coalesce(?, default_branch),
       topics = coalesce(?, topics), updated = ? WHERE id = ?`,
  ).run(
    description,
    isPrivate === undefined ? null : Number(isPrivate),
    isArchived === undefined ? null : Number(isArchived),
    defaultBranch,
    topics === undefined ? null : topics.join(' '),
    Date.now(),
    id,
  );
}

/** Removes the row of a repository, with its collaborators. */
export function deleteRepositoryRow(db: Database, id: number): void {
  db.prepare('DELETE FROM repository WHERE id = ?').run(id);
}
