import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GiteaClient, openGitea } from '../../server/system/gitea.ts';
import { administratorToken } from './support/git-accounts.ts';
import { commitFiles, gitIn, makeWorkingCopy, withLogin } from './support/git-clone.ts';
import { type GitService, makeGitService } from './support/git-service.ts';

const PASSWORD = 'correct-horse-battery';
const HOSTILE = '<img src=x onerror=alert(1)>&"\'.txt';

let git: GitService;
let gitea: GiteaClient;
let admin: string;
let first: string;
beforeAll(async () => {
  git = await makeGitService();
  admin = await administratorToken(git);
  await git.start();
  gitea = await openGitea({ url: git.url, token: admin });
  const subject = { name: 'site', id: 'site', password: PASSWORD };
  await gitea.createAccount(subject);
  await gitea.createRepository({ ...subject, description: '<b>bold</b> site' });
  await gitea.addCollaborator({ ...subject, username: 'alice' });
  const copy = join(git.folder, 'copy');
  await makeWorkingCopy(copy, {
    'README.md':
      '# Hello\n\nA **bold** [link](https://example.org) and [bad](javascript:alert(1)) <script>alert(2)</script>\n',
    [HOSTILE]: '<script>alert(3)</script>\nsecond\n',
    'page.html': '<script>alert(4)</script>\n',
    'data.bin': Buffer.from([0, 1, 2, 3]),
    '--help': 'an option?\n',
    '-rf': 'another\n',
    ':(glob)': 'magic\n',
  });
  first = (await gitIn(copy, 'rev-parse', 'HEAD')).stdout.trim();
  await commitFiles(copy, { 'page.html': '<p>changed</p>\n' }, 'Change <script>alert(5)</script>');
  await gitIn(copy, 'branch', 'feature/one');
  await gitIn(copy, 'tag', 'v1');
  const own = withLogin(`${git.url}/exp-site/site.git`, 'exp-site', await gitea.createToken(subject));
  const { code, stderr } = await gitIn(copy, 'push', own, 'main', 'feature/one', 'v1');
  expect(code, stderr).toBe(0);
});
afterAll(() => git.remove());

const as = (user: string | null, path: string) =>
  git.send(path, { headers: user === null ? {} : { 'x-webauth-user': user } });

test('a person whom the front door names has an account at first sight, and sees what is shared with them alone', async () => {
  const bob = await as('bob', '/');
  expect(bob.status).toBe(200);
  expect(bob.text).toContain('bob');
  expect(bob.text).not.toContain('exp-site');
  expect(await gitea.findAccount('bob')).toEqual({ login: 'bob', markedId: null });
  expect((await as('bob', '/exp-site/site')).status).toBe(404);
  expect((await as(null, '/exp-site/site')).status).toBe(404);
  expect((await as('alice', '/')).text).toContain('exp-site/site');
  expect((await as('homelab-paas', '/')).text).toContain('exp-site/site');
});

test('a name that can be no account’s is refused', async () => {
  expect((await as('../x', '/')).status).toBe(400);
});

test('every page says what this is not', async () => {
  for (const path of ['/', '/exp-site/site', '/nowhere']) {
    expect((await as('alice', path)).text).toContain('It has no issues, pull requests');
  }
});

test('every page forbids scripts, frames and guessing of types', async () => {
  for (const path of ['/', '/exp-site/site', '/exp-site/site/src/branch/main/page.html', '/nowhere']) {
    const { headers } = await as('alice', path);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
});

test('names, descriptions, messages, READMEs and files are shown as text', async () => {
  const pages = [
    '/',
    '/exp-site/site',
    `/exp-site/site/src/branch/main/${encodeURIComponent(HOSTILE)}`,
    '/exp-site/site/commits/branch/main',
    `/exp-site/site/commit/${first}`,
    '/exp-site/site/branches',
    `/?q=${encodeURIComponent('"><script>alert(6)</script>')}`,
  ];
  for (const path of pages) {
    const { text } = await as('alice', path);
    expect(text, path).not.toMatch(/<script|<img|<b>bold|href="javascript/i);
  }
});

test('the repository’s page has its files, its README and where to clone it', async () => {
  const { status, text } = await as('alice', '/exp-site/site');
  expect(status).toBe(200);
  expect(text).toContain('http://git.test:3000/exp-site/site.git');
  expect(text).toContain('<h3>Hello</h3>');
  expect(text).toContain('<strong>bold</strong>');
  expect(text).toContain('page.html');
});

test('a Host header that is no name is not written into the page', async () => {
  const headers = { 'x-webauth-user': 'alice', host: 'evil"><script>' };
  const { text } = await git.send('/exp-site/site', { headers });
  expect(text).not.toContain('evil');
});

test('branches with a slash, tags and commits all lead to files', async () => {
  for (const ref of ['branch/main', 'branch/feature/one', 'tag/v1', `commit/${first}`]) {
    const { status, text } = await as('alice', `/exp-site/site/src/${ref}/page.html`);
    expect(status, ref).toBe(200);
    expect(text).toContain(ref.startsWith('commit') ? 'alert(4)' : 'changed');
  }
});

test('files whose names git could take for options or patterns are files', async () => {
  for (const [name, content] of [
    ['--help', 'an option?'],
    ['-rf', 'another'],
    [':(glob)', 'magic'],
  ] as const) {
    const { status, text } = await as('alice', `/exp-site/site/src/branch/main/${encodeURIComponent(name)}`);
    expect(status, name).toBe(200);
    expect(text).toContain(content);
  }
});

test('a commit’s page shows what it changed', async () => {
  const { stdout } = await gitIn(join(git.folder, 'copy'), 'rev-parse', 'HEAD');
  const { status, text } = await as('alice', `/exp-site/site/commit/${stdout.trim()}`);
  expect(status).toBe(200);
  expect(text).toContain('-&lt;script&gt;alert(4)');
  expect(text).toContain('+&lt;p&gt;changed');
});

test('the list of commits has them all', async () => {
  const { text } = await as('alice', '/exp-site/site/commits/branch/main');
  expect(text).toContain('2 commits');
  expect(text).toContain('First commit');
});

test('a raw file is text or a download in a sandbox, never a page', async () => {
  const page = await as('alice', `/exp-site/site/raw/commit/${first}/page.html`);
  expect(page.text).toBe('<script>alert(4)</script>\n');
  expect(page.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(page.headers['content-security-policy']).toContain('sandbox');
  const binary = await as('alice', '/exp-site/site/raw/branch/main/data.bin');
  expect(binary.headers['content-type']).toBe('application/octet-stream');
  expect(binary.headers['content-disposition']).toContain('attachment');
});

test.each([
  '/exp-site/site/src/branch/none',
  '/exp-site/site/src/branch/--all',
  '/exp-site/site/src/branch/main/../../config',
  '/exp-site/site/src/branch/main/%2e%2e/config',
  '/exp-site/site/src/branch/main/none',
  '/exp-site/site/src/commit/--output=x',
  '/exp-site/site/src/commit/HEAD',
  '/exp-site/site/src/commit/zzzz',
  '/exp-site/site/src/branch/main%5E%7Btree%7D',
  '/exp-site/site/raw/branch/main',
  '/exp-site/site/commit/--version',
  '/exp-site/site/commit/0000000000',
  '/exp-site/site/settings',
  '/exp-site/..%2fsite',
  '/%2e%2e/%2e%2e/etc',
])('%s is not there', async (path) => {
  expect((await as('alice', path)).status).toBe(404);
});

test('an address that is not well formed is refused, and pages only show', async () => {
  expect((await as('alice', '/%zz')).status).toBe(400);
  expect((await as('alice', '/a%00b')).status).toBe(400);
  const posted = await git.send('/exp-site/site', { method: 'POST', headers: { 'x-webauth-user': 'alice' } });
  expect(posted.status).toBe(405);
});
