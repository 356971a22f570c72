import type {
  Branch,
  Commit as CommitAnswer,
  Repository as RepositoryAnswer,
  AccessToken as TokenAnswer,
  User,
} from 'gitea-js';
import type { Access } from '../access.ts';
import type { Commit } from '../repository/commits.ts';
import type { Account } from '../store/accounts.ts';
import type { Repository } from '../store/repositories.ts';
import type { Token } from '../store/tokens.ts';

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** An account as the API shows it. Log-ins are not recorded: the time of the last is always the epoch. */
export function presentAccount(rootUrl: string, account: Account): User {
  return {
    id: account.id,
    login: account.name,
    login_name: '',
    source_id: 0,
    full_name: account.fullName,
    email: account.email,
    avatar_url: '',
    html_url: `${rootUrl}${account.name}`,
    language: '',
    is_admin: account.isAdmin,
    last_login: '1970-01-01T00:00:00Z',
    created: time(account.created),
    restricted: false,
    active: true,
    prohibit_login: false,
    location: '',
    website: '',
    description: '',
    visibility: 'public',
    followers_count: 0,
    following_count: 0,
    starred_repos_count: 0,
  };
}

export interface RepositoryFacts {
  access: Access;
  empty: boolean;
}

/** A repository as the API shows it to somebody with `access`. What the service lacks is said to be off. */
export function presentRepository(rootUrl: string, repository: Repository, facts: RepositoryFacts): RepositoryAnswer {
  const fullName = `${repository.owner.name}/${repository.name}`;
  const { access, empty } = facts;
  return {
    id: repository.id,
    owner: presentAccount(rootUrl, repository.owner),
    name: repository.name,
    full_name: fullName,
    description: repository.description,
    empty,
    private: repository.isPrivate,
    fork: false,
    template: false,
    mirror: false,
    url: `${rootUrl}api/v1/repos/${fullName}`,
    html_url: `${rootUrl}${fullName}`,
    clone_url: `${rootUrl}${fullName}.git`,
    ssh_url: '',
    website: '',
    default_branch: repository.defaultBranch,
    archived: repository.isArchived,
    created_at: time(repository.created),
    updated_at: time(repository.updated),
    permissions: { admin: access === 'admin', push: access === 'admin' || access === 'write', pull: access !== 'none' },
    has_issues: false,
    has_pull_requests: false,
    has_wiki: false,
    has_projects: false,
    has_releases: false,
    has_packages: false,
    has_actions: false,
    topics: repository.topics,
    object_format_name: 'sha1',
  };
}

/** A token as the API shows it; `secret` only when it was just made. */
export function presentToken(token: Token, secret = ''): TokenAnswer {
  return { id: token.id, name: token.name, sha1: secret, token_last_eight: token.lastEight, scopes: token.scopes };
}

/** A commit as the API shows it. */
export function presentCommit(rootUrl: string, repository: Repository, commit: Commit): CommitAnswer {
  const place = `${repository.owner.name}/${repository.name}`;
  const url = (id: string) => `${rootUrl}api/v1/repos/${place}/git/commits/${id}`;
  return {
    url: url(commit.id),
    sha: commit.id,
    created: commit.committer.date,
    html_url: `${rootUrl}${place}/commit/${commit.id}`,
    commit: {
      url: url(commit.id),
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: `${rootUrl}api/v1/repos/${place}/git/trees/${commit.tree}` },
    },
    parents: commit.parents.map((id) => ({ sha: id, url: url(id) })),
  };
}

/** A branch with its last commit as the API shows it. */
export function presentBranch(name: string, commit: Commit, canPush: boolean): Branch {
  return {
    name,
    commit: {
      id: commit.id,
      message: commit.message,
      author: { name: commit.author.name, email: commit.author.email },
      committer: { name: commit.committer.name, email: commit.committer.email },
      timestamp: commit.committer.date,
    },
    protected: false,
    user_can_push: canPush,
  };
}
