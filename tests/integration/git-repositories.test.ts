import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GitApi, makeGitApi } from './support/git-api.ts';

let git: GitApi['git'];
let api: GitApi['api'];
let account: GitApi['account'];
let repository: GitApi['repository'];
let tokenOf: GitApi['tokenOf'];
beforeAll(async () => {
  ({ git, api, account, repository, tokenOf } = await makeGitApi());
});
afterAll(() => git.remove());

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
