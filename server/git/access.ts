import type { Account } from './store/accounts.ts';
import { collaboration, type Permission } from './store/collaborators.ts';
import type { Database } from './store/database.ts';
import type { Repository } from './store/repositories.ts';

const RANK = { none: 0, read: 1, write: 2, admin: 3 } as const;
export type Access = keyof typeof RANK;

/** What an account (null: nobody in particular) may do with a repository. The one place that decides it. */
export function accessTo(db: Database, repository: Repository, account: Account | null): Access {
  if (account && (account.isAdmin || account.id === repository.owner.id)) return 'admin';
  const given: Permission | null = account ? collaboration(db, repository, account) : null;
  return given ?? (repository.isPrivate ? 'none' : 'read');
}

/** Tells whether an access is enough for what is needed. */
export function allows(access: Access, needed: Permission): boolean {
  return RANK[access] >= RANK[needed];
}
