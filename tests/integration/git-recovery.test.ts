import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openGitea } from '../../server/system/gitea.ts';
import { administratorToken } from './support/git-accounts.ts';
import { gitIn, makeWorkingCopy, withLogin } from './support/git-clone.ts';
import { type GitService, makeGitService } from './support/git-service.ts';

const PASSWORD = 'correct-horse-battery';

let git: GitService;
let admin: string;
let repositories: string;
beforeEach(async () => {
  git = await makeGitService();
  repositories = join(git.folder, 'data', 'data', 'gitea-repositories');
  admin = await administratorToken(git);
  await git.start();
});
afterEach(() => git.remove());

const open = () => openGitea({ url: git.url, token: admin });

async function makeExperiment(name: string): Promise<string> {
  const gitea = await open();
  await gitea.createAccount({ name, id: name, password: PASSWORD });
  await gitea.createRepository({ name, description: '' });
  return gitea.createToken({ name, password: PASSWORD });
}

test('accounts, tokens and commits survive a restart and a kill', async () => {
  const token = await makeExperiment('kept');
  const own = withLogin(`${git.url}/exp-kept/kept.git`, token, '');
  await makeWorkingCopy(join(git.folder, 'copy'), { 'a.txt': 'a\n' });
  expect((await gitIn(join(git.folder, 'copy'), 'push', own, 'main')).code).toBe(0);
  for (const end of [git.stop, git.kill]) {
    await end();
    await git.start();
    expect((await gitIn('/', 'ls-remote', own)).stdout).toContain('refs/heads/main');
    expect(await (await open()).lastCommit({ name: 'kept' })).toMatchObject({ subject: 'First commit' });
  }
});

test('a second service does not take the socket of a running one', async () => {
  const second = await git.gitea('web');
  expect(second.code).toBe(1);
  expect(second.stderr).toContain('Another process listens');
  expect((await git.send('/api/v1/version')).status).toBe(200);
});

test('killed while accounts and repositories are being made, it goes on with whole ones and the rest can be made again', async () => {
  const gitea = await open();
  const names = Array.from({ length: 12 }, (_, at) => `storm-${at}`);
  const make = async (name: string) => {
    await gitea.createAccount({ name, id: name, password: PASSWORD });
    await gitea.createRepository({ name, description: '' });
  };
  const attempts = names.map((name) => make(name).catch(() => 'interrupted'));
  await Promise.race(attempts);
  await git.kill();
  await Promise.all(attempts);
  await git.start();
  for (const name of names) {
    await make(name);
    const own = withLogin(
      `${git.url}/exp-${name}/${name}.git`,
      await gitea.createToken({ name, password: PASSWORD }),
      '',
    );
    expect((await gitIn('/', 'ls-remote', own)).code).toBe(0);
    expect(await gitea.removeAccount({ name, id: name })).toEqual({ removed: true });
  }
  expect(await readdir(repositories)).toEqual(['.work']);
  expect(await readdir(join(repositories, '.work'))).toEqual([]);
});

test('an empty folder that a crash left is taken over; one with commits is never touched', async () => {
  const gitea = await open();
  await gitea.createAccount({ name: 'left', id: 'left', password: PASSWORD });
  const place = join(repositories, 'exp-left', 'left.git');
  await mkdir(join(place, 'objects', 'pack'), { recursive: true });
  await gitea.createRepository({ name: 'left', description: '' });
  expect(await gitea.getRepository({ name: 'left' })).toMatchObject({ empty: true });

  const precious = join(repositories, 'exp-left', 'precious.git');
  await mkdir(join(precious, 'objects', 'pack'), { recursive: true });
  await writeFile(join(precious, 'objects', 'pack', 'pack-1.pack'), 'commits');
  const refused = await git.send('/api/v1/admin/users/exp-left/repos', {
    method: 'POST',
    headers: { authorization: `token ${admin}` },
    body: { name: 'precious' },
  });
  expect(refused.status).toBe(409);
  expect(existsSync(join(precious, 'objects', 'pack', 'pack-1.pack'))).toBe(true);
});

test('a removal that a crash cut off after the folder was gone can be asked for again', async () => {
  await makeExperiment('half');
  await rm(join(repositories, 'exp-half'), { recursive: true });
  const gitea = await open();
  expect(await gitea.removeAccount({ name: 'half', id: 'half' })).toEqual({ removed: true });
  await makeExperiment('half');
});
