import { once } from 'node:events';
import { rm, symlink } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { experiments, sessions, tickets } from '../../server/db/schema/index.ts';
import { enterWorkspace } from '../../server/services/workspaces/enter-workspace.ts';
import { cookie, expectNoClaims, FORGED, type Person, type Site, startSite } from './support/front-door-site.ts';
import { PAGE, seenBy, upgrade } from './support/http.ts';

let site: Site;
let alice: Person;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());
beforeEach(async () => {
  alice = await site.logIn('alice');
});

test('a page load without a cookie is sent to the dashboard’s page with the way back, anything else is refused', async () => {
  const page = await site.workspaces('/user/alpha/lab/tree/My%20notes.ipynb?a=1&b=%2F', [PAGE]);
  expect(page.status).toBe(302);
  const to = encodeURIComponent('/user/alpha/lab/tree/My%20notes.ipynb?a=1&b=%2F');
  expect(page.headers.location).toBe(`http://127.0.0.1:${site.door.ports.dashboard}/user/alpha/lab?to=${to}`);
  expect((await site.workspaces('/user/alpha/lab/api/kernels')).status).toBe(403);
  expect((await site.workspaces('/user/alpha/lab/api/kernels', [PAGE], { method: 'POST', body: 'x' })).status).toBe(
    403,
  );
  await expect(upgrade(site.door.ports.workspaces, '/user/alpha/lab/ws', [PAGE])).rejects.toThrow('status 403');
});

test('a ticket gives a cookie for that experiment’s path, and the way on', async () => {
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab', to: '/user/alpha/lab/tree?x=1' });
  const reply = await site.workspaces(path);
  expect(reply.status).toBe(302);
  expect(reply.headers.location).toBe('/user/alpha/lab/tree?x=1');
  expect(reply.headers['set-cookie']?.[0]).toMatch(
    /^hp_workspace=[\w-]{43}; Path=\/user\/alpha\/; HttpOnly; SameSite=Strict$/,
  );
  const own = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const opened = seenBy(await site.workspaces('/user/alpha/lab/tree?x=%2F', [cookie(own)]));
  expect([opened.upstream, opened.url]).toEqual(['alpha-lab', '/user/alpha/lab/tree?x=%2F']);
});

test('lab and code of one experiment share the cookie; code-server gets its path without the prefix, as it was encoded', async () => {
  const own = await site.enter(alice.ctx, 'alpha', 'code');
  expect(seenBy(await site.workspaces('/user/alpha/code/a%2Fb?c=%20', [cookie(own)])).url).toBe('/a%2Fb?c=%20');
  expect(seenBy(await site.workspaces('/user/alpha/lab/', [cookie(own)])).upstream).toBe('alpha-lab');
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  const again = await site.workspaces(path, [cookie(own)]);
  expect([again.status, again.headers['set-cookie']]).toEqual([302, undefined]);
  expect((await site.workspaces('/user/alpha/code?x=1', [cookie(own)])).headers.location).toBe('/user/alpha/code/?x=1');
});

test('a ticket works once, within its time, and for its own experiment', async () => {
  const twice = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  expect((await site.workspaces(twice.path)).headers['set-cookie']).toBeDefined();
  const second = await site.workspaces(twice.path);
  expect(second.headers['set-cookie']).toBeUndefined();
  expect(second.headers.location).toContain(`:${site.door.ports.dashboard}/user/alpha/lab`);

  const late = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  await site.database.db.update(tickets).set({ expiresAt: new Date(Date.now() - 1) });
  expect((await site.workspaces(late.path)).headers['set-cookie']).toBeUndefined();

  const elsewhere = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  expect((await site.workspaces(elsewhere.path.replace('alpha', 'gamma'))).headers['set-cookie']).toBeUndefined();
});

test('of several requests with one ticket at the same time only one gets a cookie', async () => {
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  const replies = await Promise.all([1, 2, 3, 4, 5].map(() => site.workspaces(path)));
  expect(replies.filter((reply) => reply.headers['set-cookie'])).toHaveLength(1);
});

test('a ticket is in no log', async () => {
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  const ticket = new URL(path, 'http://x').searchParams.get('ticket') ?? 'none';
  await site.workspaces(path);
  const logs = await site.door.logs();
  expect(logs).toContain('/_enter?(ticket)');
  expect(logs).not.toContain(ticket);
});

test('the cookie of one experiment opens no other', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  expect((await site.workspaces('/user/alpha/lab/', [cookie(own)])).status).toBe(200);
  expect((await site.workspaces('/user/beta/lab/', [cookie(own)])).status).toBe(403);
  expect((await site.workspaces('/user/gamma/lab/', [cookie(own)])).status).toBe(403);
});

test('a person who lost the right to an experiment is refused', async () => {
  const carol = await site.logIn('carol');
  await site.database.db.update(experiments).set({ owner: 'carol' }).where(eq(experiments.name, 'gamma'));
  const own = await site.enter(carol.ctx, 'gamma');
  expect(own).toMatch(/^hp_workspace=/);
  await site.database.db.update(experiments).set({ owner: 'alice' }).where(eq(experiments.name, 'gamma'));
  expect((await site.workspaces('/user/gamma/lab/', [cookie(own)])).status).toBe(403);
});

test('an experiment that is not ready opens nothing', async () => {
  const own = await site.enter(alice.ctx, 'gamma');
  await site.database.db.update(experiments).set({ state: 'deleting' }).where(eq(experiments.name, 'gamma'));
  expect((await site.workspaces('/user/gamma/lab/', [cookie(own)])).status).toBe(403);
  await expect(enterWorkspace(alice.ctx, { name: 'gamma', workspace: 'lab' })).rejects.toThrow('not ready');
  await site.database.db.update(experiments).set({ state: 'ready' }).where(eq(experiments.name, 'gamma'));
});

test('logging out ends the workspace cookie as soon as the kept answers have gone', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  expect((await site.workspaces('/user/alpha/lab/', [cookie(own)])).status).toBe(200);
  await site.database.db.delete(sessions).where(eq(sessions.id, alice.sessionId));
  await expect
    .poll(async () => (await site.workspaces('/user/alpha/lab/', [cookie(own)])).status, {
      timeout: 10_000,
      interval: 500,
    })
    .toBe(403);
});

test('a refusal is not kept: a cookie works from the moment that it is given', async () => {
  expect((await site.workspaces('/user/alpha/lab/')).status).toBe(403);
  expect((await site.workspaces('/user/alpha/lab/', [cookie('hp_workspace=')])).status).toBe(403);
  expect((await site.workspaces('/user/alpha/lab/', [cookie(await site.enter(alice.ctx, 'alpha'))])).status).toBe(200);
  expect((await site.workspaces('/user/alpha/lab/')).status).toBe(403);

  const own = await site.enter(alice.ctx, 'alpha');
  const setState = (state: 'ready' | 'failed') =>
    site.database.db.update(experiments).set({ state }).where(eq(experiments.name, 'alpha'));
  await setState('failed');
  expect((await site.workspaces('/user/alpha/lab/', [cookie(own)])).status).toBe(403);
  await setState('ready');
  expect((await site.workspaces('/user/alpha/lab/', [cookie(own)])).status).toBe(200);
});

test('two workspace cookies at once are refused', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  expect((await site.workspaces('/user/alpha/lab/', [cookie(own, 'hp_workspace=other')])).status).toBe(403);
  expect((await site.workspaces('/user/alpha/lab/', [cookie('hp_workspace=other', own)])).status).toBe(403);
  expect((await site.workspaces('/user/alpha/lab/', [cookie(own), cookie('hp_workspace=other')])).status).toBe(403);
});

test('a workspace gets neither the platform’s cookies nor Gitea’s, and its own', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  const { cookie: session } = alice;
  const mixtures: [string, string][][] = [
    [cookie(session, own)],
    [cookie('_xsrf=2|a', session, 'x="y', own, 'i_like_gitea=z', 'gitea_incredible=q', 'last=1')],
    [cookie('_xsrf=2|a'), cookie(session), cookie(own, 'last=1')],
    [cookie(own, session, 'hp_session=second', 'hp_session=third', '_xsrf=2|a', 'last=1')],
  ];
  for (const headers of mixtures) {
    const { headers: got } = seenBy(await site.workspaces('/user/alpha/lab/', headers));
    expect(JSON.stringify(got)).not.toMatch(/hp_session|hp_workspace|gitea/);
    if (headers.length > 1 || headers[0]?.[1].includes('last')) {
      expect(got.cookie).toMatch(/_xsrf=2\|a/);
      expect(got.cookie).toMatch(/last=1/);
    }
  }
  const many = Array.from({ length: 20 }, (_, index) => `hp_session=${index}`);
  expectNoClaims(await site.workspaces('/user/alpha/lab/', [cookie(...many, own, 'keep=1')]));
});

test('cookies that a workspace sets stay in its corner', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  const reply = await site.workspaces('/user/alpha/lab/', [cookie(own)]);
  const set = reply.headers['set-cookie'] ?? [];
  expect(set).toHaveLength(4);
  for (const line of set) {
    const paths = [...line.matchAll(/;\s*path=([^;]*)/gi)].map(([, path]) => path);
    expect(paths.every((path) => path === '/user/alpha/lab/')).toBe(true);
  }
});

test('a workspace can neither clear nor take over the origin, nor tell the front door what to do', async () => {
  const bob = await site.logIn('bob');
  const own = await site.enter(bob.ctx, 'beta');
  const reply = await site.workspaces('/user/beta/lab/', [cookie(own)]);
  expect([seenBy(reply).upstream, reply.headers['x-own']]).toEqual(['beta-lab', 'kept']);
  const passed = Object.keys(reply.headers).filter((name) => /^(?:x-accel|clear-site|service-worker)/.test(name));
  expect(passed).toEqual([]);
});

test('WebSockets pass to both workspaces', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  for (const path of ['/user/alpha/lab/api/kernels/1/channels', '/user/alpha/code/stable']) {
    const socket = await upgrade(site.door.ports.workspaces, path, [cookie(own)]);
    socket.write('ping');
    const [data] = await once(socket, 'data');
    expect(String(data)).toBe('ping');
    socket.destroy();
  }
});

test('a workspace that does not listen is a page load’s way to the dashboard, and a clear error for the rest', async () => {
  const own = await site.enter(alice.ctx, 'gamma');
  const page = await site.workspaces('/user/gamma/lab/tree', [cookie(own), PAGE]);
  expect(page.headers.location).toBe(
    `http://127.0.0.1:${site.door.ports.dashboard}/user/gamma/lab?to=${encodeURIComponent('/user/gamma/lab/tree')}`,
  );
  const other = await site.workspaces('/user/gamma/lab/api', [cookie(own)]);
  expect([other.status, JSON.parse(other.body).message]).toEqual([503, expect.stringContaining('not running')]);
});

test('only workspaces are on the workspace origin', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  for (const path of [
    '/',
    '/login',
    '/api/trpc/x',
    '/user/alpha',
    '/user/alpha/metrics',
    '/user/Alpha/lab/',
    '/user/a_b/lab/',
    '/user/../etc/lab/',
    '/user/alpha/shell/',
  ]) {
    expect(`${path} ${(await site.workspaces(path, [cookie(own), PAGE])).status}`).toBe(`${path} 404`);
  }
});

test('a symbolic link in place of a workspace’s socket leads to a stranger’s view and no further', async () => {
  const own = await site.enter(alice.ctx, 'gamma', 'code');
  const link = site.door.sockets.workspace('gamma', 'code');
  const through = (path: string) => site.workspaces(`/user/gamma/code${path}`, [cookie(own, alice.cookie), ...FORGED]);

  await symlink(site.door.sockets.dashboard, link);
  for (const path of ['workspace/authorize', 'workspace/enter?ticket=x', 'gitea/authorize', 'metrics/authorize']) {
    const reply = await through(`/internal/${path}`);
    expect([reply.status, reply.headers['x-homelab-user']]).toEqual([404, undefined]);
  }
  expectNoClaims(await through('/experiments'));
  await rm(link);

  await symlink(site.door.sockets.git, link);
  expectNoClaims(await through('/user/settings'));
  await rm(link);

  await symlink(site.door.sockets.monitoring, link);
  expectNoClaims(await through('/user/beta/metrics'));
  await rm(link);
});
