import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cookie, FORGED, type Person, type Site, startSite } from './support/front-door-site.ts';
import { PAGE, seenBy } from './support/http.ts';

let site: Site;
let alice: Person;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());
beforeEach(async () => {
  alice = await site.logIn('alice');
});

test('Gitea’s pages get the name of the person who is logged in, and their own cookies', async () => {
  const { headers } = seenBy(
    await site.git('/alice/repo', [cookie('i_like_gitea=g', alice.cookie, '_csrf=c'), ...FORGED]),
  );
  expect(headers['x-webauth-user']).toBe('alice');
  expect(headers.cookie).toMatch(/^i_like_gitea=g;\s*_csrf=c$/);
});

test('without a session a page of Gitea’s leads through the log-in and back', async () => {
  const refused = await site.git('/alice/repo?tab=x&y=1', [PAGE]);
  const to = encodeURIComponent('/alice/repo?tab=x&y=1');
  expect([refused.status, refused.headers.location]).toEqual([
    302,
    `http://127.0.0.1:${site.door.ports.dashboard}/go/git?to=${to}`,
  ]);
  const asked = await site.dashboard(`/go/git?to=${to}`, [PAGE]);
  expect(asked.headers.location).toBe(`/login?next=${encodeURIComponent(`/go/git?to=${to}`)}`);
  const back = await site.dashboard(`/go/git?to=${to}`, [PAGE, cookie(alice.cookie)]);
  expect(back.headers.location).toBe(`http://127.0.0.1:${site.door.ports.git}/alice/repo?tab=x&y=1`);
  expect((await site.git('/alice/repo')).status).toBe(403);
});

test('every way from one site to another keeps to the host and ports that the browser used', async () => {
  for (const [own, { dashboard: home, workspace, git: repositories }] of [
    ['lab.home', { dashboard: 8080, workspace: 8081, git: 3000 }],
    ['[fd00::1]', { dashboard: 9000, workspace: 9001, git: 9002 }],
  ] as const) {
    const at = (port: number): [string, string] => ['Host', `${own}:${port}`];
    const refused = await site.workspaces('/user/alpha/lab/', [PAGE, at(workspace)]);
    const spent = await site.workspaces('/user/alpha/lab/_enter?ticket=x', [PAGE, at(workspace)]);
    const stranger = await site.git('/alice/repo', [PAGE, at(repositories)]);
    const back = await site.dashboard('/go/git?to=/alice/repo', [PAGE, at(home), cookie(alice.cookie)]);
    expect([refused, spent, stranger, back].map((reply) => reply.headers.location)).toEqual([
      `http://${own}:${home}/user/alpha/lab`,
      `http://${own}:${home}/user/alpha/lab`,
      `http://${own}:${home}/go/git?to=%2Falice%2Frepo`,
      `http://${own}:${repositories}/alice/repo`,
    ]);
  }
});

test('the way back leads to Gitea alone', async () => {
  for (const to of [
    '//evil.example/',
    '/\\evil.example/',
    'https://evil.example/',
    '/.//evil.example',
    'javascript:x',
    '',
  ]) {
    const reply = await site.dashboard(`/go/git?to=${encodeURIComponent(to)}`, [cookie(alice.cookie)]);
    expect(reply.headers.location).toBe(`http://127.0.0.1:${site.door.ports.git}/`);
  }
});

test('a duplicate session cookie is refused', async () => {
  const reply = await site.git('/alice/repo', [cookie(alice.cookie, 'hp_session=other')]);
  expect(reply.status).toBe(403);
});

test('an account that is called like an experiment’s does not become it in Gitea', async () => {
  for (const username of ['exp-beta', 'homelab-paas', 'Homelab-PaaS']) {
    const { cookie: session } = await site.logIn(username);
    expect((await site.git('/', [cookie(session)])).status).toBe(403);
  }
});

test('git and programs pass as they are, without cookies and without a name', async () => {
  const clone = seenBy(
    await site.git('/alice/repo.git/info/refs?service=git-upload-pack', [cookie(alice.cookie, 'i_like_gitea=g')]),
  );
  expect([clone.url, clone.headers.cookie]).toEqual(['/alice/repo.git/info/refs?service=git-upload-pack', undefined]);
  const push = seenBy(
    await site.git('/alice/repo.git/git-receive-pack', [['Authorization', 'Basic x']], {
      method: 'POST',
      body: 'pack',
    }),
  );
  expect([push.method, push.body, push.headers.authorization]).toEqual(['POST', 'pack', 'Basic x']);
  const page = seenBy(
    await site.git('/alice', [['Authorization', 'token x'], cookie(alice.cookie, 'i_like_gitea=g')], {
      method: 'POST',
      body: 'b',
    }),
  );
  expect([page.method, page.body, page.headers.cookie]).toEqual(['POST', 'b', undefined]);
  expect((await site.git('/api/internal/hook')).status).toBe(404);
});

test('a change in Gitea from a page of another origin is refused, from its own it passes', async () => {
  const own = `http://127.0.0.1:${site.door.ports.git}`;
  const post = (origin: string) =>
    site.git('/repo/create', [cookie(alice.cookie), ['Origin', origin]], { method: 'POST', body: 'x' });
  expect((await post(`http://127.0.0.1:${site.door.ports.workspaces}`)).status).toBe(403);
  expect((await post('null')).status).toBe(403);
  expect(seenBy(await post(own)).headers['x-webauth-user']).toBe('alice');
});
