import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GiteaClient, GiteaError, openGitea } from '../../server/system/gitea.ts';
import { administratorToken } from './support/git-accounts.ts';
import { gitIn, makeWorkingCopy, withLogin } from './support/git-clone.ts';
import { type GitService, makeGitService } from './support/git-service.ts';

const PASSWORD = 'correct-horse-battery';

let git: GitService;
let gitea: GiteaClient;
beforeAll(async () => {
  git = await makeGitService('[service]\nREQUIRE_SIGNIN_VIEW = true\n');
  const token = await administratorToken(git);
  await git.start();
  gitea = await openGitea({ url: git.url, token });
});
afterAll(() => git.remove());

async function failure(work: Promise<unknown>): Promise<GiteaError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GiteaError);
  if (error instanceof GiteaError) return error;
  throw new Error('not reached');
}

test('an experiment’s account, repository and token are made, pushed to and removed', async () => {
  const subject = { name: 'churn', id: 'id-1' };
  expect(await gitea.findAccount('exp-churn')).toBeNull();
  await gitea.createAccount({ ...subject, password: PASSWORD });
  expect(await gitea.findAccount('exp-churn')).toEqual({ login: 'exp-churn', markedId: 'id-1' });
  await gitea.createRepository({ ...subject, description: 'Churn model' });
  expect(await gitea.lastCommit(subject)).toBeNull();
  const token = await gitea.createToken({ ...subject, password: PASSWORD });
  await gitea.addCollaborator({ ...subject, username: 'alice' });
  expect(await gitea.findAccount('alice')).toEqual({ login: 'alice', markedId: null });

  const copy = join(git.folder, 'churn');
  await makeWorkingCopy(copy, { 'README.md': '# Churn\n' });
  const pushed = await gitIn(copy, 'push', withLogin(`${git.url}/exp-churn/churn.git`, 'exp-churn', token), 'main');
  expect(pushed.code, pushed.stderr).toBe(0);
  expect(await gitea.lastCommit(subject)).toMatchObject({ subject: 'First commit', author: 'Ada' });
  expect(await gitea.getRepository(subject)).toMatchObject({ empty: false, defaultBranch: 'main' });

  expect(await gitea.removeAccount(subject)).toEqual({ removed: true });
  expect(await gitea.removeAccount(subject)).toEqual({ removed: false });
  expect(await gitea.getRepository(subject)).toBeNull();
  expect(await gitea.lastCommit(subject)).toBeNull();
});

test('every call can be repeated, as a resumed operation does', async () => {
  const subject = { name: 'again', id: 'id-2' };
  const made = async () => {
    await gitea.createAccount({ ...subject, password: PASSWORD });
    await gitea.createRepository({ ...subject, description: '' });
    await gitea.addCollaborator({ ...subject, username: 'alice' });
    return gitea.createToken({ ...subject, password: PASSWORD });
  };
  const first = await made();
  const second = await made();
  expect(second).not.toBe(first);
  const asked = (token: string) => git.send('/api/v1/user', { headers: { authorization: `token ${token}` } });
  expect((await asked(first)).status).toBe(401);
  expect((await asked(second)).status).toBe(200);
});

test('an owner whose Linux name Gitea does not take gets an experiment all the same, and is told', async () => {
  const subject = { name: 'odd-owner', id: 'id-9' };
  await gitea.createAccount({ ...subject, password: PASSWORD });
  await gitea.createRepository({ ...subject, description: '' });
  for (const username of ['api', 'a__b', '_odd']) {
    const { refusal } = await gitea.addCollaborator({ ...subject, username });
    expect(refusal).toContain(username);
  }
  expect(await gitea.addCollaborator({ ...subject, username: 'alice' })).toEqual({ refusal: null });
});

test('the administrator that the set-up makes can have an account in the embedded service', async () => {
  await gitea.ensurePerson('admin');
  expect((await gitea.findAccount('admin'))?.login).toBe('admin');
});

test('an account that another experiment or nobody marked is neither taken over nor removed', async () => {
  await gitea.createAccount({ name: 'theirs', id: 'id-3', password: PASSWORD });
  await gitea.ensurePerson('exp-human');
  for (const name of ['theirs', 'human']) {
    const subject = { name, id: 'id-4' };
    expect((await failure(gitea.createAccount({ ...subject, password: PASSWORD }))).code).toBe('conflict');
    expect((await failure(gitea.removeAccount(subject))).code).toBe('conflict');
    expect(await gitea.findAccount(`exp-${name}`)).not.toBeNull();
  }
});

test('a login that would change the address is refused before anything is sent', async () => {
  for (const login of ['../admin', 'a/b', 'a?b', 'a#b', '', '.', 'a b']) {
    expect((await failure(gitea.findAccount(login))).code).toBe('failed');
  }
});

test('the embedded service says what it is', async () => {
  const described = await gitea.describe();
  expect(described).toMatchObject({ version: '1.23.6+embedded', embedded: true });
  expect(described.lacks).toContain('issues');
});

test('a wrong token is a failure that names Gitea', async () => {
  const other = await openGitea({ url: git.url, token: 'f'.repeat(40) });
  const error = await failure(other.findAccount('alice'));
  expect(error.code).toBe('failed');
  expect(error.message).toContain('Gitea');
});

test('the list of everything holds each account and repository once, over several pages', async () => {
  const names = Array.from({ length: 52 }, (_, index) => `listed-${index}`);
  const make = async (name: string) => {
    const subject = { name, id: `id-of-${name}` };
    await gitea.createAccount({ ...subject, password: PASSWORD });
    await gitea.createRepository({ ...subject, description: '' });
  };
  for (let from = 0; from < names.length; from += 4) await Promise.all(names.slice(from, from + 4).map(make));
  const { accounts, repositories } = await gitea.list();
  expect(names.filter((name) => accounts.get(`exp-${name}`) !== `id-of-${name}`)).toEqual([]);
  expect(names.filter((name) => !repositories.has(`exp-${name}/${name}`))).toEqual([]);
  expect(accounts.get('alice')).toBeNull();
});

test('a service that is down is unavailable, by the front door’s answer and by a closed port alike', async () => {
  await git.stop();
  const behindFront = await failure(gitea.findAccount('alice'));
  expect(behindFront).toMatchObject({ code: 'unavailable', status: 502 });
  await git.start();
  expect(await gitea.findAccount('alice')).not.toBeNull();
  const nowhere = await openGitea({ url: 'http://127.0.0.1:9', token: 'x' });
  const refused = await failure(nowhere.removeAccount({ name: 'churn', id: 'id-1' }));
  expect(refused.code).toBe('unavailable');
  expect(refused.message).toContain('Gitea does not answer');
});

test('a service that never answers is unavailable after the time limit', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const slow = await openGitea({ url: `http://127.0.0.1:${port}`, token: 'x', timeoutMs: 200 });
  expect((await failure(slow.findAccount('alice'))).code).toBe('unavailable');
  silent.closeAllConnections();
  silent.close();
});
