import { readAccount } from './accounts.ts';
import type { GiteaConnection } from './connection.ts';

/** What Gitea has. */
export interface RepositoryInventory {
  /** Every account with the experiment that it was made for; null for those that the platform did not make. */
  accounts: ReadonlyMap<string, string | null>;
  /** Full names, `owner/name`. */
  repositories: ReadonlySet<string>;
}

/** As many as Gitea and the embedded service give at once, unless Gitea is set up to give fewer: an empty page is the end. */
const PAGE = 50;

export async function readRepositories(gitea: GiteaConnection): Promise<RepositoryInventory> {
  const users = await everyPage((page) =>
    gitea.call('Listing Gitea’s accounts', (api) => api.admin.adminSearchUsers({ page, limit: PAGE })),
  );
  const found = await everyPage(async (page) => {
    const doing = 'Listing Gitea’s repositories';
    const { data } = await gitea.call(doing, (api) => api.repos.repoSearch({ page, limit: PAGE }));
    return data ?? [];
  });
  const accounts = users.map(readAccount);
  return {
    accounts: new Map(accounts.map(({ login, markedId }) => [login, markedId])),
    repositories: new Set(found.map((repository) => repository.full_name ?? '')),
  };
}

async function everyPage<T>(read: (page: number) => Promise<T[]>): Promise<T[]> {
  const all: T[] = [];
  for (let page = 1; ; page++) {
    const items = await read(page);
    all.push(...items);
    if (items.length === 0) return all;
  }
}
