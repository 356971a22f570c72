import { type GitService, makeGitService, type Sent } from './git-service.ts';

/** Password of every account that a test makes. */
export const PASSWORD = 'correct-horse-battery';

/** The git service with an administrator, asked as Gitea's API is. */
export interface GitApi {
  git: GitService;
  adminToken: string;
  /** As the administrator; `token: null` sends none, `basic` a name and a password. */
  api(
    path: string,
    sent?: Sent & { token?: string | null; basic?: [string, string] },
    // biome-ignore lint/suspicious/noExplicitAny: an answer as it came, which each test looks into
  ): Promise<{ status: number; body: any; headers: Record<string, string | string[] | undefined> }>;
  account(username: string, more?: object): ReturnType<GitApi['api']>;
  repository(owner: string, name: string): ReturnType<GitApi['api']>;
  tokenOf(username: string, scopes: string[], name?: string): Promise<string>;
}

export async function makeGitApi(): Promise<GitApi> {
  const git = await makeGitService();
  await git.gitea(
    ...['admin', 'user', 'create', '--username', 'boss', '--email', 'boss@homelab.invalid', '--random-password'],
    '--admin',
  );
  const args = ['--username', 'boss', '--token-name', 'tests', '--scopes', 'all', '--raw'];
  const adminToken = (await git.gitea('admin', 'user', 'generate-access-token', ...args)).stdout.trim();
  await git.start();
  const api: GitApi['api'] = async (path, { token = adminToken, basic, ...rest } = {}) => {
    const authorization = basic
      ? `Basic ${Buffer.from(basic.join(':')).toString('base64')}`
      : token === null
        ? undefined
        : `token ${token}`;
    const headers = { ...rest.headers, ...(authorization === undefined ? {} : { authorization }) };
    const { status, text, headers: answered } = await git.send(`/api/v1/${path}`, { ...rest, headers });
    return { status, body: text === '' ? null : JSON.parse(text), headers: answered };
  };
  return {
    git,
    adminToken,
    api,
    account: (username, more = {}) => {
      const body = { username, email: `${username}@homelab.invalid`, password: PASSWORD, ...more };
      return api('admin/users', { method: 'POST', body });
    },
    repository: (owner, name) => api(`admin/users/${owner}/repos`, { method: 'POST', body: { name, private: true } }),
    tokenOf: async (username, scopes, name = 'tests') => {
      const made = await api(`users/${username}/tokens`, {
        method: 'POST',
        basic: [username, PASSWORD],
        body: { name, scopes },
      });
      if (made.status !== 201) throw new Error(`no token for ${username}: ${made.status}`);
      return made.body.sha1;
    },
  };
}
