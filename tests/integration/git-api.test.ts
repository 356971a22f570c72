import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitService, makeGitService, type Sent } from './support/git-service.ts';

const PASSWORD = 'correct-horse-battery';

let git: GitService;
let adminToken: string;
beforeAll(async () => {
  git = await makeGitService();
  await git.gitea(
    ...['admin', 'user', 'create', '--username', 'boss', '--email', 'boss@homelab.invalid', '--random-password'],
    '--admin',
  );
  const args = ['--username', 'boss', '--token-name', 'tests', '--scopes', 'all', '--raw'];
  adminToken = (await git.gitea('admin', 'user', 'generate-access-token', ...args)).stdout.trim();
  await git.start();
});
afterAll(() => git.remove());

async function api(path: string, sent: Sent & { token?: string | null; basic?: [string, string] } = {}) {
  const { token = adminToken, basic, ...rest } = sent;
  const authorization = basic
    ? `Basic ${Buffer.from(basic.join(':')).toString('base64')}`
    : token === null
      ? undefined
      : `token ${token}`;
  const headers = { ...rest.headers, ...(authorization === undefined ? {} : { authorization }) };
  const { status, text, headers: answered } = await git.send(`/api/v1/${path}`, { ...rest, headers });
  return { status, body: text === '' ? null : JSON.parse(text), headers: answered };
}

const account = (username: string, more: object = {}) =>
  api('admin/users', {
    method: 'POST',
    body: { username, email: `${username}@homelab.invalid`, password: PASSWORD, ...more },
  });
const repository = (owner: string, name: string) =>
  api(`admin/users/${owner}/repos`, { method: 'POST', body: { name, private: true } });

async function tokenOf(username: string, scopes: string[], name = 'tests'): Promise<string> {
  const made = await api(`users/${username}/tokens`, {
    method: 'POST',
    basic: [username, PASSWORD],
    body: { name, scopes },
  });
  expect(made.status).toBe(201);
  return made.body.sha1;
}

describe('who asks', () => {
  test('the version needs no token and says what is missing', async () => {
    const { status, body } = await api('version', { token: null });
    expect(status).toBe(200);
    expect(body).toMatchObject({ version: '1.23.6+embedded', embedded: true });
    expect(body.lacks).toContain('pull requests');
  });

  test('no token is 401, with message and url', async () => {
    const { status, body } = await api('user', { token: null });
    expect(status).toBe(401);
    expect(body).toEqual({ message: 'token is required', url: `${git.url}/api/swagger` });
  });

  test('a wrong token is 401', async () => {
    const { status, body } = await api('user', { token: 'f'.repeat(40) });
    expect(status).toBe(401);
    expect(body.message).toBe('user does not exist [uid: 0, name: ]');
  });

  test('a log-in name of the front door is not believed by the API', async () => {
    const { status } = await api('user', { token: null, headers: { 'x-webauth-user': 'boss' } });
    expect(status).toBe(401);
  });

  test('a token whose scope is too small is 403, and reading does not allow writing', async () => {
    await account('scoped');
    const token = await tokenOf('scoped', ['write:repository']);
    const { status, body } = await api('user', { token });
    expect(status).toBe(403);
    expect(body.message).toBe(
      'token does not have at least one of required scope(s), required=[read:user], token scope=write:repository',
    );
    const reading = await tokenOf('scoped', ['read:repository', 'read:user'], 'reading');
    expect((await api('user', { token: reading })).status).toBe(200);
    expect((await api('user/repos', { token: reading, method: 'POST', body: { name: 'x' } })).status).toBe(403);
  });

  test('an account that is no administrator cannot use the calls of one', async () => {
    await account('ordinary');
    const token = await tokenOf('ordinary', ['all']);
    expect((await api('admin/users', { token })).status).toBe(403);
    expect((await api('admin/users/boss', { token, method: 'DELETE' })).status).toBe(403);
  });

  test('a call that there is not says what this is', async () => {
    const { status, body } = await api('repos/boss/none/issues');
    expect(status).toBe(404);
    expect(body.message).toContain('not Gitea');
  });
});

describe('accounts', () => {
  test('a new account has never logged in, and keeps its full name', async () => {
    const { status, body } = await account('fresh', { full_name: 'Homelab PaaS experiment 1' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ login: 'fresh', last_login: '1970-01-01T00:00:00Z', is_admin: false });
    expect((await api('users/FRESH')).body.full_name).toBe('Homelab PaaS experiment 1');
  });

  test('a taken name, a taken or bad address and a short password are refused in Gitea’s words', async () => {
    await account('taken');
    expect(await account('taken')).toMatchObject({
      status: 422,
      body: { message: 'user already exists [name: taken]' },
    });
    expect(await account('other', { email: 'taken@homelab.invalid' })).toMatchObject({
      status: 422,
      body: { message: 'e-mail already in use [email: taken@homelab.invalid]' },
    });
    expect(await account('other', { email: 'x@localhost' })).toMatchObject({
      status: 422,
      body: { message: '[Email]: Email' },
    });
    expect(await account('other', { password: 'short' })).toMatchObject({
      status: 400,
      body: { message: 'PasswordIsRequired' },
    });
    expect((await api('users/other')).status).toBe(404);
  });

  test.each(['../up', 'a/b', '.hidden', 'api', 'a..b', 'a\u0000b', '-x', ''])(
    'no account is called %j',
    async (name) => {
      expect((await account(name, { email: 'some@homelab.invalid' })).status).toBe(422);
    },
  );

  test('there is no GET for an administrator’s account call; users are found by name', async () => {
    expect((await api('admin/users/boss')).status).toBe(405);
    expect((await api('users/boss')).status).toBe(200);
    expect(await api('users/nobody')).toMatchObject({
      status: 404,
      body: { message: 'user redirect does not exist [name: nobody]' },
    });
  });

  test('searching gives a page and the number of all', async () => {
    await account('find-me-1');
    await account('find-me-2');
    const { status, body, headers } = await api('users/search?q=find-me&limit=1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ ok: true, data: [{ login: 'find-me-1' }] });
    expect(headers['x-total-count']).toBe('2');
  });

  test('an account with repositories is removed with purge alone, and its repositories are gone from disk', async () => {
    const { body } = await account('owner');
    await repository('owner', 'Work');
    const place = join(git.folder, 'data', 'data', 'gitea-repositories', 'owner', 'work.git');
    expect(existsSync(place)).toBe(true);
    expect(await api('admin/users/owner', { method: 'DELETE' })).toMatchObject({
      status: 422,
      body: { message: `user still has ownership of repositories [uid: ${body.id}]` },
    });
    expect((await api('admin/users/owner?purge=true', { method: 'DELETE' })).status).toBe(204);
    expect(existsSync(join(place, '..'))).toBe(false);
    expect(await api('admin/users/owner?purge=true', { method: 'DELETE' })).toMatchObject({
      status: 404,
      body: { message: 'user redirect does not exist [name: owner]' },
    });
  });
});

describe('tokens', () => {
  test('a password makes a token; its name is used once; the secret is shown once', async () => {
    await account('tokens');
    const body = { name: 'one', scopes: ['write:repository'] };
    const made = await api('users/tokens/tokens', { method: 'POST', basic: ['tokens', PASSWORD], body });
    expect(made.status).toBe(201);
    expect(made.body.sha1).toMatch(/^[0-9a-f]{40}$/);
    expect(made.body).toMatchObject({ name: 'one', token_last_eight: made.body.sha1.slice(-8), scopes: body.scopes });
    expect(await api('users/tokens/tokens', { method: 'POST', basic: ['tokens', PASSWORD], body })).toMatchObject({
      status: 400,
      body: { message: 'access token name has been used already' },
    });
    const list = await api('users/tokens/tokens', { basic: ['tokens', PASSWORD] });
    expect(list.body).toMatchObject([{ name: 'one', sha1: '' }]);
  });

  test('a wrong password is 401', async () => {
    await account('guessed');
    const answer = await api('users/guessed/tokens', {
      method: 'POST',
      basic: ['guessed', 'wrong'],
      body: { name: 'x', scopes: ['all'] },
    });
    expect(answer.status).toBe(401);
    expect(answer.body.message).toContain("user's password is invalid");
  });

  test('a token cannot make tokens, however it is sent', async () => {
    await account('token-only');
    const token = await tokenOf('token-only', ['all']);
    const body = { name: 'more', scopes: ['all'] };
    for (const sent of [{ token }, { basic: ['token-only', token] as [string, string] }, { token: adminToken }]) {
      const path = `users/token-only/tokens${sent.token === adminToken ? '?sudo=token-only' : ''}`;
      const answer = await api(path, { method: 'POST', body, ...sent });
      expect(answer).toMatchObject({ status: 401, body: { message: 'auth required' } });
    }
  });

  test('an account cannot make tokens for another', async () => {
    await account('mallory');
    const answer = await api('users/boss/tokens', {
      method: 'POST',
      basic: ['mallory', PASSWORD],
      body: { name: 'x', scopes: ['all'] },
    });
    expect(answer.status).toBe(403);
  });

  test('a removed token is refused', async () => {
    await account('leaver');
    const token = await tokenOf('leaver', ['all'], 'gone');
    const basic: [string, string] = ['leaver', PASSWORD];
    expect((await api('users/leaver/tokens/gone', { method: 'DELETE', basic })).status).toBe(204);
    expect((await api('user', { token })).status).toBe(401);
  });
});

describe('repositories', () => {
  test('a repository is made once', async () => {
    await account('maker');
    expect(await repository('maker', 'one')).toMatchObject({
      status: 201,
      body: { full_name: 'maker/one', empty: true, private: true, clone_url: `${git.url}/maker/one.git` },
    });
    expect(await repository('maker', 'ONE')).toMatchObject({
      status: 409,
      body: { message: 'The repository with the same name already exists.' },
    });
  });

  test.each(['..', '.', 'a/b', 'x.git', '-rf', 'a b', 'x\u0000'])('no repository is called %j', async (name) => {
    expect((await repository('boss', name)).status).toBe(422);
  });

  test('a branch name that git would read as an option is refused', async () => {
    const body = { name: 'branchy', default_branch: '--upload-pack=x' };
    expect((await api('admin/users/boss/repos', { method: 'POST', body })).status).toBe(422);
  });

  test('a private one does not exist for a stranger', async () => {
    await account('stranger');
    await repository('boss', 'secret');
    const token = await tokenOf('stranger', ['all']);
    const none = { status: 404, body: { message: "The target couldn't be found." } };
    expect(await api('repos/boss/secret', { token })).toMatchObject(none);
    expect(await api('repos/boss/secret', { token: null })).toMatchObject(none);
    expect(await api('repos/boss/never', { token })).toMatchObject(none);
    expect((await api('repos/search', { token })).body.data).toEqual([]);
  });

  test('a collaborator sees and a reader cannot change', async () => {
    await account('friend');
    await repository('boss', 'shared');
    const token = await tokenOf('friend', ['all']);
    const share = (permission: string) =>
      api('repos/boss/shared/collaborators/friend', { method: 'PUT', body: { permission } });
    expect((await share('read')).status).toBe(204);
    expect((await api('repos/boss/shared', { token })).body.permissions).toEqual({
      admin: false,
      push: false,
      pull: true,
    });
    expect((await api('repos/boss/shared', { token, method: 'PATCH', body: { archived: true } })).status).toBe(403);
    expect((await api('repos/boss/shared', { token, method: 'DELETE' })).status).toBe(403);
    expect((await share('write')).status).toBe(204);
    expect((await api('repos/boss/shared', { token })).body.permissions.push).toBe(true);
  });

  test('topics are 204, archiving is 200', async () => {
    await repository('boss', 'settings');
    expect((await api('repos/boss/settings/topics', { method: 'PUT', body: { topics: ['a', 'b'] } })).status).toBe(204);
    expect((await api('repos/boss/settings/topics')).body).toEqual({ topics: ['a', 'b'] });
    const archived = await api('repos/boss/settings', { method: 'PATCH', body: { archived: true } });
    expect(archived).toMatchObject({ status: 200, body: { archived: true, topics: ['a', 'b'] } });
  });

  test('a hook is refused, since nothing would ever be delivered', async () => {
    await repository('boss', 'hooked');
    const body = { type: 'gitea', config: { url: 'http://127.0.0.1/', secret: 's', content_type: 'json' } };
    expect((await api('repos/boss/hooked/hooks', { method: 'POST', body })).status).toBe(501);
  });

  test('removing works once; an owner that is not there is named', async () => {
    await repository('boss', 'short-lived');
    expect((await api('repos/boss/short-lived', { method: 'DELETE' })).status).toBe(204);
    expect((await api('repos/boss/short-lived', { method: 'DELETE' })).status).toBe(404);
    const answer = await api('repos/ghost/x', { method: 'DELETE' });
    expect(answer).toMatchObject({ status: 404, body: { message: 'GetUserByName' } });
    expect(answer.body.errors).toHaveLength(1);
  });

  test('a body that is no JSON object, or too large a one, is refused', async () => {
    expect((await api('admin/users', { method: 'POST', body: [1] })).status).toBe(422);
    expect((await api('admin/users', { method: 'POST', body: { username: 'x'.repeat(2 ** 20) } })).status).toBe(413);
  });
});
