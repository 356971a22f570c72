import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GiteaClient, openGitea } from '../../server/system/gitea.ts';
import { administratorToken } from './support/git-accounts.ts';
import { commitFiles, gitIn, makeWorkingCopy, withLogin } from './support/git-clone.ts';
import { type GitService, makeGitService } from './support/git-service.ts';

const PASSWORD = 'correct-horse-battery';

let git: GitService;
let gitea: GiteaClient;
let admin: string;
let token: string;
let address: string;
beforeAll(async () => {
  git = await makeGitService();
  admin = await administratorToken(git);
  await git.start();
  gitea = await openGitea({ url: git.url, token: admin });
  token = await makeRepository('work');
  address = `${git.url}/exp-work/work.git`;
  await makeWorkingCopy(join(git.folder, 'first'), { 'README.md': '# Work\n' });
  const pushed = await gitIn(join(git.folder, 'first'), 'push', withLogin(address, 'exp-work', token), 'main');
  expect(pushed.stderr).toContain('remote: . Processing 1 references');
});
afterAll(() => git.remove());

async function makeRepository(name: string): Promise<string> {
  await gitea.createAccount({ name, id: name, password: PASSWORD });
  await gitea.createRepository({ name, description: '' });
  return gitea.createToken({ name, password: PASSWORD });
}

const edit = (name: string, body: object) =>
  git.send(`/api/v1/repos/exp-${name}/${name}`, {
    method: 'PATCH',
    body,
    headers: { authorization: `token ${admin}` },
  });
const remote = (url: string) => gitIn('/', 'ls-remote', url);
const push = (url: string, ...more: string[]) => gitIn(join(git.folder, 'first'), 'push', url, 'main', ...more);

test('a token as the password, as the name alone, and the password itself all clone', async () => {
  for (const [name, password] of [
    ['exp-work', token],
    [token, ''],
    [token, 'x-oauth-basic'],
    ['exp-work', PASSWORD],
  ] as const) {
    const { code, stdout, stderr } = await remote(withLogin(address, name, password));
    expect(code, stderr).toBe(0);
    expect(stdout).toContain('refs/heads/main');
  }
});

test('a clone has what was pushed', async () => {
  const { code, stderr } = await gitIn(git.folder, 'clone', withLogin(address, 'exp-work', token), 'clone');
  expect(code, stderr).toBe(0);
  expect(await readFile(join(git.folder, 'clone', 'README.md'), 'utf8')).toBe('# Work\n');
});

test('protocols 0 and 2 both work', async () => {
  for (const version of ['0', '2']) {
    const { code, stderr } = await gitIn(
      '/',
      '-c',
      `protocol.version=${version}`,
      'ls-remote',
      withLogin(address, token, ''),
    );
    expect(code, stderr).toBe(0);
  }
});

test('a private repository is 401 for nobody, just as one that does not exist', async () => {
  for (const path of ['exp-work/work', 'exp-work/none', 'nobody/none']) {
    const reply = await git.send(`/${path}.git/info/refs?service=git-upload-pack`);
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toContain('Basic');
  }
  expect((await remote(address)).stderr).toContain('could not read Username');
});

test('a log-in name of the front door is not believed by git', async () => {
  const headers = { 'x-webauth-user': 'exp-work' };
  expect((await git.send('/exp-work/work.git/info/refs?service=git-upload-pack', { headers })).status).toBe(401);
});

test('one that does not exist is 404 with a good token', async () => {
  const { code, stderr } = await remote(withLogin(`${git.url}/exp-work/none.git`, token, ''));
  expect(code).not.toBe(0);
  expect(stderr).toContain('not found');
});

test('a wrong token on a push is refused with “Verify”', async () => {
  const { code, stderr } = await push(withLogin(address, 'exp-work', 'f'.repeat(40)));
  expect(code).not.toBe(0);
  expect(stderr).toContain('remote: Verify');
});

test('a push to a repository that does not exist is refused', async () => {
  const { code, stderr } = await push(withLogin(`${git.url}/exp-work/none.git`, token, ''));
  expect(code).not.toBe(0);
  expect(stderr).toContain('remote: Push to create is not enabled for users.');
  expect(stderr).toContain('403');
});

test('a push to an archived repository is refused, and a clone is not', async () => {
  const own = withLogin(`${git.url}/exp-old/old.git`, await makeRepository('old'), '');
  expect((await push(own)).code).toBe(0);
  expect((await edit('old', { archived: true })).status).toBe(200);
  const { code, stderr } = await push(own, '--force');
  expect(code).not.toBe(0);
  expect(stderr).toContain(
    'remote: This repo is archived. You can view files and clone it, but cannot push or open issues/pull-requests.',
  );
  expect((await remote(own)).code).toBe(0);
});

test('another account’s repository does not exist for a stranger; a reader cannot push', async () => {
  const stranger = await makeRepository('stranger');
  expect((await remote(withLogin(address, stranger, ''))).stderr).toContain('not found');
  expect((await push(withLogin(address, stranger, ''))).stderr).toContain('Push to create');
  await edit('work', { private: false });
  expect((await remote(address)).code).toBe(0);
  expect((await push(withLogin(address, stranger, ''))).stderr).toContain('403');
  await edit('work', { private: true });
  expect((await remote(address)).code).not.toBe(0);
});

test('a token that may only read cannot push', async () => {
  const made = await git.send('/api/v1/users/exp-work/tokens', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`exp-work:${PASSWORD}`).toString('base64')}` },
    body: { name: 'reading', scopes: ['read:repository'] },
  });
  const reading = withLogin(address, JSON.parse(made.text).sha1, '');
  expect((await remote(reading)).code).toBe(0);
  expect((await push(reading)).stderr).toContain('403');
});

test('a large push, sent in chunks, arrives whole, and comes back compressed requests and all', async () => {
  const own = withLogin(`${git.url}/exp-large/large.git`, await makeRepository('large'), '');
  const copy = join(git.folder, 'large');
  await makeWorkingCopy(copy, { 'noise.bin': randomBytes(24 * 1024 * 1024) });
  for (let at = 0; at < 40; at += 1) await gitIn(copy, 'tag', `tag-${at}`);
  const { code, stderr } = await gitIn(copy, 'push', own, 'main', '--tags');
  expect(code, stderr).toBe(0);
  expect(stderr).toContain('remote: . Processing 41 references');
  const cloned = await gitIn(git.folder, 'clone', '--quiet', own, 'large-again');
  expect(cloned.code, cloned.stderr).toBe(0);
  const again = await readFile(join(git.folder, 'large-again', 'noise.bin'));
  expect(again.equals(await readFile(join(copy, 'noise.bin')))).toBe(true);
  await commitFiles(copy, { 'more.txt': 'more\n' }, 'More');
  expect((await gitIn(copy, 'push', own, 'main')).code).toBe(0);
  // Many "have" lines make git compress its request.
  const fetched = await gitIn(join(git.folder, 'large-again'), '-c', 'protocol.version=0', 'fetch', own);
  expect(fetched.code, fetched.stderr).toBe(0);
});

test('the first branch that is pushed becomes the default one when the foreseen one is not', async () => {
  const own = withLogin(`${git.url}/exp-other/other.git`, await makeRepository('other'), '');
  await gitIn(join(git.folder, 'first'), 'push', own, 'main:trunk');
  expect(await gitea.getRepository({ name: 'other' })).toMatchObject({ defaultBranch: 'trunk' });
  expect((await gitIn('/', 'ls-remote', '--symref', own, 'HEAD')).stdout).toContain('refs/heads/trunk');
});

test('what is no git call of the smart protocol is not served from the folder', async () => {
  const headers = { authorization: `token ${token}` };
  for (const path of ['HEAD', 'config', 'objects/info/packs', 'info/refs', 'info/refs?service=git-upload-archive']) {
    const reply = await git.send(`/exp-work/work.git/${path}`, { headers });
    expect(reply.status, path).toBe(404);
  }
  for (const path of ['/exp-work/..%2f..%2fembedded/info/refs', '/exp-work/%2e%2e/info/refs', '/..%2f/x/info/refs']) {
    const reply = await git.send(`${path}?service=git-upload-pack`, { headers });
    expect(reply.status, path).toBe(404);
  }
});

test('a hook or configuration that a repository brings along is not run', async () => {
  const place = join(git.folder, 'data', 'data', 'gitea-repositories', 'exp-work', 'work.git');
  await mkdir(join(place, 'hooks'), { recursive: true });
  const trace = join(git.folder, 'hook-ran');
  await writeFile(join(place, 'hooks', 'pre-receive'), `#!/bin/sh\ntouch ${trace}\n`, { mode: 0o755 });
  const copy = join(git.folder, 'first');
  await commitFiles(copy, { 'second.txt': '2\n' }, 'Second');
  expect((await push(withLogin(address, token, ''))).code).toBe(0);
  await expect(readFile(trace)).rejects.toThrow('ENOENT');
});
