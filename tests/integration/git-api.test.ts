import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitApi, makeGitApi, PASSWORD } from './support/git-api.ts';

let git: GitApi['git'];
let adminToken: string;
let api: GitApi['api'];
let account: GitApi['account'];
let repository: GitApi['repository'];
let tokenOf: GitApi['tokenOf'];
beforeAll(async () => {
  ({ git, adminToken, api, account, repository, tokenOf } = await makeGitApi());
});
afterAll(() => git.remove());

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
