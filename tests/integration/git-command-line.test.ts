import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GitService, makeGitService } from './support/git-service.ts';

let git: GitService;
beforeAll(async () => {
  git = await makeGitService();
});
afterAll(() => git.remove());

const create = (username: string, ...more: string[]) =>
  git.gitea(
    ...['admin', 'user', 'create', '--username', username, '--email', `${username}@homelab.invalid`],
    ...['--random-password', '--must-change-password=false', ...more],
  );
const token = (username: string, name: string) =>
  git.gitea(
    ...['admin', 'user', 'generate-access-token', '--username', username],
    ...['--token-name', name, '--scopes', 'all', '--raw'],
  );

test('the version begins as Gitea’s does and says that it is not Gitea', async () => {
  const { code, stdout } = await git.gitea('--version');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Gitea version 1\.23\.6\+embedded \(.*not Gitea\) built with node24\./);
});

test('migrate says something and can be repeated', async () => {
  for (const _ of [1, 2]) {
    const { code, stdout } = await git.gitea('migrate');
    expect(code).toBe(0);
    expect(stdout).not.toBe('');
  }
});

test('an account is made once; the second time is refused in Gitea’s words', async () => {
  const first = await create('admin-1', '--admin');
  expect(first).toMatchObject({ code: 0 });
  expect(first.stdout).toMatch(
    /^generated random password is '.+'\nNew user 'admin-1' has been successfully created!\n$/,
  );
  const second = await create('admin-1');
  expect(second.code).toBe(1);
  expect(second.stdout).toMatch(/^generated random password is '.+'\n$/);
  expect(second.stderr).toBe('Command error: CreateUser: user already exists [name: admin-1]\n');
});

test('a name outside the rule is refused', async () => {
  const { code, stderr } = await create('no spaces');
  expect(code).toBe(1);
  expect(stderr).toContain(
    'CreateUser: name is invalid [no spaces]: must be valid alpha or numeric or dash(-_) or dot characters',
  );
});

test('a token is 40 hexadecimal digits alone; its name and its account are checked', async () => {
  await create('with-token');
  const made = await token('with-token', 'first');
  expect(made.code).toBe(0);
  expect(made.stdout).toMatch(/^[0-9a-f]{40}\n$/);
  expect(made.stderr).toBe('');
  const again = await token('with-token', 'first');
  expect(again).toMatchObject({ code: 1, stderr: 'Command error: access token name has been used already\n' });
  const nobody = await token('nobody', 'first');
  expect(nobody).toMatchObject({ code: 1, stderr: 'Command error: user does not exist [uid: 0, name: nobody]\n' });
});

test('another user than RUN_USER is refused', async () => {
  const other = await makeGitService();
  await writeFile(join(other.folder, 'app.ini'), 'RUN_USER = somebody-else\n');
  const { code, stderr } = await other.gitea('migrate');
  await other.remove();
  expect(code).toBe(1);
  expect(stderr).toContain("Expect user 'somebody-else'");
});
