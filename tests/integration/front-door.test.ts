import { once } from 'node:events';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSession } from '../../server/auth/sessions.ts';
import { createDoor } from '../../server/dashboard/internal/router.ts';
import { listen } from '../../server/dashboard/listen.ts';
import { experiments, sessions, tickets } from '../../server/db/schema/index.ts';
import type { Context } from '../../server/services/context.ts';
import { enterWorkspace } from '../../server/services/workspaces/enter-workspace.ts';
import { type FrontDoor, startFrontDoor } from './support/front-door.ts';
import { PAGE, type Reply, seenBy, send, startEcho, upgrade } from './support/http.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const LIMITS = {
  memoryHighBytes: 1,
  memoryMaxBytes: 1,
  cpuPercent: 100,
  tasksMax: 1,
  diskBytes: 10 * 1024 ** 3,
  databaseConnections: 50,
  statementTimeoutMs: 0,
};

let database: TestDatabase;
let door: FrontDoor;
const servers: Server[] = [];
const ids: Record<string, string> = {};

/** A person with a living session. */
async function logIn(username: string): Promise<{ cookie: string; ctx: Context; sessionId: string }> {
  const person = { username, admin: false, address: '127.0.0.1', userAgent: 'test' };
  const { token, session } = await createSession(database.db, person);
  const actor = { kind: 'user', username, admin: false, sessionId: session.id } as const;
  return { cookie: `hp_session=${token}`, ctx: { db: database.db, actor }, sessionId: session.id };
}

/** The workspace cookie (`hp_workspace=…`) that a person gets by way of a ticket. */
async function enter(ctx: Context, name: string, workspace: 'lab' | 'code' = 'lab'): Promise<string> {
  const { path } = await enterWorkspace(ctx, { name, workspace });
  const reply = await send(door.ports.workspaces, path);
  return /^hp_workspace=[\w-]+/.exec(reply.headers['set-cookie']?.[0] ?? '')?.[0] ?? `no cookie: ${reply.status}`;
}

const workspaces = (path: string, headers: [string, string][] = [], more: { method?: string; body?: string } = {}) =>
  send(door.ports.workspaces, path, { headers, ...more });
const dashboard = (path: string, headers: [string, string][] = []) => send(door.ports.dashboard, path, { headers });
const git = (path: string, headers: [string, string][] = [], more: { method?: string; body?: string } = {}) =>
  send(door.ports.git, path, { headers, ...more });
const cookie = (...values: string[]): [string, string] => ['Cookie', values.join('; ')];

/** Only what the front door adds by itself may be there. */
function expectNoClaims(reply: Reply): void {
  const { headers } = seenBy(reply);
  expect(Object.keys(headers).filter((name) => /^(?:x-homelab|x-webauth)/.test(name))).toEqual([]);
  expect(JSON.stringify(headers)).not.toMatch(/hp_session|hp_workspace/);
}

const FORGED: [string, string][] = [
  ['X-Homelab-Door', '1'],
  ['x-homelab-user', 'root'],
  ['X-Homelab-Experiment', 'beta'],
  ['X-Homelab-Experiment', 'alpha'],
  ['X-HOMELAB-WORKSPACE', 'lab'],
  ['X-Homelab-Target', '/'],
  ['X-WEBAUTH-USER', 'admin'],
  ['x-webauth-user', 'admin2'],
  ['X-WebAuth-Email', 'admin@example.org'],
  ['X-Webauth-Fullname', 'Admin'],
  ['X_WEBAUTH_USER', 'admin'],
];

beforeAll(async () => {
  database = await createTestDatabase();
  for (const [name, owner] of [
    ['alpha', 'alice'],
    ['beta', 'bob'],
    ['gamma', 'alice'],
  ] as const) {
    const [row] = await database.db
      .insert(experiments)
      .values({ name, owner, state: 'ready', limits: LIMITS })
      .returning();
    ids[name] = row?.id ?? '';
  }
  door = await startFrontDoor(['alpha', 'beta', 'gamma']);
  const handle = createDoor(() => database.db);
  const server = createServer((asked, answer) => {
    if (!handle(asked, answer))
      answer.end(JSON.stringify({ upstream: 'dashboard', url: asked.url, headers: asked.headers }));
  });
  await listen(server, { path: door.sockets.dashboard });
  servers.push(server);
  servers.push(await startEcho(door.sockets.git, 'git'));
  servers.push(await startEcho(door.sockets.monitoring, 'monitoring'));
  servers.push(
    await startEcho(door.sockets.workspace('alpha', 'lab'), 'alpha-lab', {
      'Set-Cookie': ['a=1; Path=/; HttpOnly', 'b=2; path=/user/beta/; Path=/', 'hp_session=fixed; PATH="/"', 'c=3'],
    }),
  );
  servers.push(await startEcho(door.sockets.workspace('alpha', 'code'), 'alpha-code'));
  servers.push(
    await startEcho(door.sockets.workspace('beta', 'lab'), 'beta-lab', {
      'Clear-Site-Data': '"*"',
      'Service-Worker-Allowed': '/',
      'X-Accel-Redirect': '/user/alpha/lab/',
      'X-Accel-Expires': '3600',
      'X-Accel-Limit-Rate': '1',
      'X-Accel-Buffering': 'yes',
      'X-Accel-Charset': 'utf-7',
      'X-Own': 'kept',
    }),
  );
});
afterAll(async () => {
  for (const server of servers) server.close();
  await door?.stop();
  await database?.remove();
});

let alice: Awaited<ReturnType<typeof logIn>>;
beforeEach(async () => {
  alice = await logIn('alice');
});

test('a page load without a cookie is sent to the dashboard’s page with the way back, anything else is refused', async () => {
  const page = await workspaces('/user/alpha/lab/tree/My%20notes.ipynb?a=1&b=%2F', [PAGE]);
  expect(page.status).toBe(302);
  const to = encodeURIComponent('/user/alpha/lab/tree/My%20notes.ipynb?a=1&b=%2F');
  expect(page.headers.location).toBe(`http://127.0.0.1:${door.ports.dashboard}/user/alpha/lab?to=${to}`);
  expect((await workspaces('/user/alpha/lab/api/kernels')).status).toBe(403);
  expect((await workspaces('/user/alpha/lab/api/kernels', [PAGE], { method: 'POST', body: 'x' })).status).toBe(403);
  await expect(upgrade(door.ports.workspaces, '/user/alpha/lab/ws', [PAGE])).rejects.toThrow('status 403');
});

test('a ticket gives a cookie for that experiment’s path, and the way on', async () => {
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab', to: '/user/alpha/lab/tree?x=1' });
  const reply = await workspaces(path);
  expect(reply.status).toBe(302);
  expect(reply.headers.location).toBe('/user/alpha/lab/tree?x=1');
  expect(reply.headers['set-cookie']?.[0]).toMatch(
    /^hp_workspace=[\w-]{43}; Path=\/user\/alpha\/; HttpOnly; SameSite=Strict$/,
  );
  const own = reply.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const opened = seenBy(await workspaces('/user/alpha/lab/tree?x=%2F', [cookie(own)]));
  expect([opened.upstream, opened.url]).toEqual(['alpha-lab', '/user/alpha/lab/tree?x=%2F']);
});

test('lab and code of one experiment share the cookie; code-server gets its path without the prefix, as it was encoded', async () => {
  const own = await enter(alice.ctx, 'alpha', 'code');
  expect(seenBy(await workspaces('/user/alpha/code/a%2Fb?c=%20', [cookie(own)])).url).toBe('/a%2Fb?c=%20');
  expect(seenBy(await workspaces('/user/alpha/lab/', [cookie(own)])).upstream).toBe('alpha-lab');
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  const again = await workspaces(path, [cookie(own)]);
  expect([again.status, again.headers['set-cookie']]).toEqual([302, undefined]);
  expect((await workspaces('/user/alpha/code?x=1', [cookie(own)])).headers.location).toBe('/user/alpha/code/?x=1');
});

test('a ticket works once, within its time, and for its own experiment', async () => {
  const twice = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  expect((await workspaces(twice.path)).headers['set-cookie']).toBeDefined();
  const second = await workspaces(twice.path);
  expect(second.headers['set-cookie']).toBeUndefined();
  expect(second.headers.location).toContain(`:${door.ports.dashboard}/user/alpha/lab`);

  const late = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  await database.db.update(tickets).set({ expiresAt: new Date(Date.now() - 1) });
  expect((await workspaces(late.path)).headers['set-cookie']).toBeUndefined();

  const elsewhere = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  expect((await workspaces(elsewhere.path.replace('alpha', 'gamma'))).headers['set-cookie']).toBeUndefined();
});

test('of several requests with one ticket at the same time only one gets a cookie', async () => {
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  const replies = await Promise.all([1, 2, 3, 4, 5].map(() => workspaces(path)));
  expect(replies.filter((reply) => reply.headers['set-cookie'])).toHaveLength(1);
});

test('a ticket is in no log', async () => {
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  const ticket = new URL(path, 'http://x').searchParams.get('ticket') ?? 'none';
  await workspaces(path);
  const logs = await door.logs();
  expect(logs).toContain('/_enter?(ticket)');
  expect(logs).not.toContain(ticket);
});

test('the cookie of one experiment opens no other', async () => {
  const own = await enter(alice.ctx, 'alpha');
  expect((await workspaces('/user/alpha/lab/', [cookie(own)])).status).toBe(200);
  expect((await workspaces('/user/beta/lab/', [cookie(own)])).status).toBe(403);
  expect((await workspaces('/user/gamma/lab/', [cookie(own)])).status).toBe(403);
});

test('a person who lost the right to an experiment is refused', async () => {
  const carol = await logIn('carol');
  await database.db.update(experiments).set({ owner: 'carol' }).where(eq(experiments.name, 'gamma'));
  const own = await enter(carol.ctx, 'gamma');
  expect(own).toMatch(/^hp_workspace=/);
  await database.db.update(experiments).set({ owner: 'alice' }).where(eq(experiments.name, 'gamma'));
  expect((await workspaces('/user/gamma/lab/', [cookie(own)])).status).toBe(403);
});

test('an experiment that is not ready opens nothing', async () => {
  const own = await enter(alice.ctx, 'gamma');
  await database.db.update(experiments).set({ state: 'deleting' }).where(eq(experiments.name, 'gamma'));
  expect((await workspaces('/user/gamma/lab/', [cookie(own)])).status).toBe(403);
  await expect(enterWorkspace(alice.ctx, { name: 'gamma', workspace: 'lab' })).rejects.toThrow('not ready');
  await database.db.update(experiments).set({ state: 'ready' }).where(eq(experiments.name, 'gamma'));
});

test('logging out ends the workspace cookie as soon as the kept answers have gone', async () => {
  const own = await enter(alice.ctx, 'alpha');
  expect((await workspaces('/user/alpha/lab/', [cookie(own)])).status).toBe(200);
  await database.db.delete(sessions).where(eq(sessions.id, alice.sessionId));
  await expect
    .poll(async () => (await workspaces('/user/alpha/lab/', [cookie(own)])).status, { timeout: 10_000, interval: 500 })
    .toBe(403);
});

test('a stolen cookie is worth nothing from another address, on any site, while its owner goes on', async () => {
  const own = await enter(alice.ctx, 'alpha');
  const used: [number, string, [string, string]][] = [
    [door.ports.workspaces, '/user/alpha/lab/', cookie(own)],
    [door.ports.workspaces, '/user/alpha/code/', cookie(own)],
    [door.ports.dashboard, '/user/alpha/metrics', cookie(alice.cookie)],
    [door.ports.git, '/alice/repo', cookie(alice.cookie)],
  ];
  for (const [port, path, stolen] of used) {
    // The owner's visit comes first: what the front door keeps of it is for the owner's address alone.
    expect((await send(port, path, { headers: [stolen] })).status).toBe(200);
    const thief = await send(port, path, { headers: [stolen, ['X-Real-IP', '127.0.0.1']], from: '127.0.0.2' });
    expect([401, 403]).toContain(thief.status);
    expect((await send(port, path, { headers: [stolen] })).status).toBe(200);
  }
  const back = await send(door.ports.dashboard, '/go/git?to=/', { headers: [cookie(alice.cookie)], from: '127.0.0.2' });
  expect(back.headers.location).toMatch(/^\/login/);
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  expect((await send(door.ports.workspaces, path, { from: '127.0.0.2' })).headers['set-cookie']).toBeUndefined();
});

test('a refusal is not kept: a cookie works from the moment that it is given', async () => {
  expect((await workspaces('/user/alpha/lab/')).status).toBe(403);
  expect((await workspaces('/user/alpha/lab/', [cookie('hp_workspace=')])).status).toBe(403);
  expect((await workspaces('/user/alpha/lab/', [cookie(await enter(alice.ctx, 'alpha'))])).status).toBe(200);
  expect((await workspaces('/user/alpha/lab/')).status).toBe(403);

  const own = await enter(alice.ctx, 'alpha');
  const setState = (state: 'ready' | 'failed') =>
    database.db.update(experiments).set({ state }).where(eq(experiments.name, 'alpha'));
  await setState('failed');
  expect((await workspaces('/user/alpha/lab/', [cookie(own)])).status).toBe(403);
  await setState('ready');
  expect((await workspaces('/user/alpha/lab/', [cookie(own)])).status).toBe(200);
});

test('two workspace cookies at once are refused', async () => {
  const own = await enter(alice.ctx, 'alpha');
  expect((await workspaces('/user/alpha/lab/', [cookie(own, 'hp_workspace=other')])).status).toBe(403);
  expect((await workspaces('/user/alpha/lab/', [cookie('hp_workspace=other', own)])).status).toBe(403);
  expect((await workspaces('/user/alpha/lab/', [cookie(own), cookie('hp_workspace=other')])).status).toBe(403);
});

test('a workspace gets neither the platform’s cookies nor Gitea’s, and its own', async () => {
  const own = await enter(alice.ctx, 'alpha');
  const { cookie: session } = alice;
  const mixtures: [string, string][][] = [
    [cookie(session, own)],
    [cookie('_xsrf=2|a', session, 'x="y', own, 'i_like_gitea=z', 'gitea_incredible=q', 'last=1')],
    [cookie('_xsrf=2|a'), cookie(session), cookie(own, 'last=1')],
    [cookie(own, session, 'hp_session=second', 'hp_session=third', '_xsrf=2|a', 'last=1')],
  ];
  for (const headers of mixtures) {
    const { headers: got } = seenBy(await workspaces('/user/alpha/lab/', headers));
    expect(JSON.stringify(got)).not.toMatch(/hp_session|hp_workspace|gitea/);
    if (headers.length > 1 || headers[0]?.[1].includes('last')) {
      expect(got.cookie).toMatch(/_xsrf=2\|a/);
      expect(got.cookie).toMatch(/last=1/);
    }
  }
  const many = Array.from({ length: 20 }, (_, index) => `hp_session=${index}`);
  expectNoClaims(await workspaces('/user/alpha/lab/', [cookie(...many, own, 'keep=1')]));
});

test('what a caller claims in headers reaches no upstream', async () => {
  const own = await enter(alice.ctx, 'alpha');
  expectNoClaims(await workspaces('/user/alpha/lab/', [cookie(own), ...FORGED]));
  expectNoClaims(await workspaces('/user/alpha/code/', [cookie(own), ...FORGED]));
  expectNoClaims(await dashboard('/experiments', FORGED));
  expectNoClaims(await git('/api/v1/version', FORGED));
  expectNoClaims(await git('/alice/repo.git/info/refs', FORGED));
  expectNoClaims(await git('/', [['Authorization', 'token x'], ...FORGED]));
  expectNoClaims(await dashboard('/user/alpha/metrics', [['Authorization', 'Bearer x'], ...FORGED]));
});

test('the address of the caller is the connection’s, whatever the caller says', async () => {
  const seen = seenBy(
    await dashboard('/', [
      ['X-Forwarded-For', '203.0.113.9'],
      ['X-Real-IP', '203.0.113.9'],
      ['Forwarded', 'for=203.0.113.9'],
      ['X-Forwarded-Proto', 'https'],
      ['X-Forwarded-Host', 'elsewhere.example'],
    ]),
  );
  expect(seen.headers).toMatchObject({
    'x-real-ip': '127.0.0.1',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'http',
    'x-forwarded-host': `127.0.0.1:${door.ports.dashboard}`,
    host: `127.0.0.1:${door.ports.dashboard}`,
  });
  expect(JSON.stringify(seen.headers)).not.toContain('203.0.113.9');
});

test('nobody reaches the platform’s own questions from outside', async () => {
  const paths = [
    '/internal',
    '/internal/workspace/authorize',
    '/internal/gitea/authorize',
    '//internal/gitea/authorize',
    '/%69nternal/gitea/authorize',
    '/x/../internal/gitea/authorize',
    '/x/..%2finternal/gitea/authorize',
    '/./internal/gitea/authorize?x',
    '/_authorize/git',
    '/_authorize/metrics',
    '/_authorize/workspace',
  ];
  for (const path of paths.slice(0, 8)) {
    for (const port of Object.values(door.ports)) {
      const reply = await send(port, path, { headers: [...FORGED, cookie(alice.cookie)] });
      expect(`${path} ${reply.status}`).toBe(`${path} 404`);
    }
  }
  for (const path of paths.slice(8)) {
    const replies = await Promise.all(Object.values(door.ports).map((port) => send(port, path, { headers: FORGED })));
    // Where the name is no location of that site it is an upstream's business, which knows no such page.
    expect(replies.map(({ headers }) => headers['x-homelab-user'])).toEqual([undefined, undefined, undefined]);
  }
});

test('cookies that a workspace sets stay in its corner', async () => {
  const own = await enter(alice.ctx, 'alpha');
  const reply = await workspaces('/user/alpha/lab/', [cookie(own)]);
  const set = reply.headers['set-cookie'] ?? [];
  expect(set).toHaveLength(4);
  for (const line of set) {
    const paths = [...line.matchAll(/;\s*path=([^;]*)/gi)].map(([, path]) => path);
    expect(paths.every((path) => path === '/user/alpha/lab/')).toBe(true);
  }
});

test('a workspace can neither clear nor take over the origin, nor tell the front door what to do', async () => {
  const bob = await logIn('bob');
  const own = await enter(bob.ctx, 'beta');
  const reply = await workspaces('/user/beta/lab/', [cookie(own)]);
  expect([seenBy(reply).upstream, reply.headers['x-own']]).toEqual(['beta-lab', 'kept']);
  const passed = Object.keys(reply.headers).filter((name) => /^(?:x-accel|clear-site|service-worker)/.test(name));
  expect(passed).toEqual([]);
});

test('WebSockets pass to both workspaces', async () => {
  const own = await enter(alice.ctx, 'alpha');
  for (const path of ['/user/alpha/lab/api/kernels/1/channels', '/user/alpha/code/stable']) {
    const socket = await upgrade(door.ports.workspaces, path, [cookie(own)]);
    socket.write('ping');
    const [data] = await once(socket, 'data');
    expect(String(data)).toBe('ping');
    socket.destroy();
  }
});

test('a workspace that does not listen is a page load’s way to the dashboard, and a clear error for the rest', async () => {
  const own = await enter(alice.ctx, 'gamma');
  const page = await workspaces('/user/gamma/lab/tree', [cookie(own), PAGE]);
  expect(page.headers.location).toBe(
    `http://127.0.0.1:${door.ports.dashboard}/user/gamma/lab?to=${encodeURIComponent('/user/gamma/lab/tree')}`,
  );
  const other = await workspaces('/user/gamma/lab/api', [cookie(own)]);
  expect([other.status, JSON.parse(other.body).message]).toEqual([503, expect.stringContaining('not running')]);
});

test('only workspaces are on the workspace origin', async () => {
  const own = await enter(alice.ctx, 'alpha');
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
    expect(`${path} ${(await workspaces(path, [cookie(own), PAGE])).status}`).toBe(`${path} 404`);
  }
});

test('a symbolic link in place of a workspace’s socket leads to a stranger’s view and no further', async () => {
  const own = await enter(alice.ctx, 'gamma', 'code');
  const link = door.sockets.workspace('gamma', 'code');
  const through = (path: string) => workspaces(`/user/gamma/code${path}`, [cookie(own, alice.cookie), ...FORGED]);

  await symlink(door.sockets.dashboard, link);
  for (const path of ['workspace/authorize', 'workspace/enter?ticket=x', 'gitea/authorize', 'metrics/authorize']) {
    const reply = await through(`/internal/${path}`);
    expect([reply.status, reply.headers['x-homelab-user']]).toEqual([404, undefined]);
  }
  expectNoClaims(await through('/experiments'));
  await rm(link);

  await symlink(door.sockets.git, link);
  expectNoClaims(await through('/user/settings'));
  await rm(link);

  await symlink(door.sockets.monitoring, link);
  expectNoClaims(await through('/user/beta/metrics'));
  await rm(link);
});

test('Gitea’s pages get the name of the person who is logged in, and their own cookies', async () => {
  const { headers } = seenBy(await git('/alice/repo', [cookie('i_like_gitea=g', alice.cookie, '_csrf=c'), ...FORGED]));
  expect(headers['x-webauth-user']).toBe('alice');
  expect(headers.cookie).toMatch(/^i_like_gitea=g;\s*_csrf=c$/);
});

test('without a session a page of Gitea’s leads through the log-in and back', async () => {
  const refused = await git('/alice/repo?tab=x&y=1', [PAGE]);
  const to = encodeURIComponent('/alice/repo?tab=x&y=1');
  expect([refused.status, refused.headers.location]).toEqual([
    302,
    `http://127.0.0.1:${door.ports.dashboard}/go/git?to=${to}`,
  ]);
  const asked = await dashboard(`/go/git?to=${to}`, [PAGE]);
  expect(asked.headers.location).toBe(`/login?next=${encodeURIComponent(`/go/git?to=${to}`)}`);
  const back = await dashboard(`/go/git?to=${to}`, [PAGE, cookie(alice.cookie)]);
  expect(back.headers.location).toBe(`http://127.0.0.1:${door.ports.git}/alice/repo?tab=x&y=1`);
  expect((await git('/alice/repo')).status).toBe(403);
});

test('every way from one site to another keeps to the host and ports that the browser used', async () => {
  for (const [own, { dashboard: home, workspace, git: repositories }] of [
    ['lab.home', { dashboard: 8080, workspace: 8081, git: 3000 }],
    ['[fd00::1]', { dashboard: 9000, workspace: 9001, git: 9002 }],
  ] as const) {
    const at = (port: number): [string, string] => ['Host', `${own}:${port}`];
    const refused = await workspaces('/user/alpha/lab/', [PAGE, at(workspace)]);
    const spent = await workspaces('/user/alpha/lab/_enter?ticket=x', [PAGE, at(workspace)]);
    const stranger = await git('/alice/repo', [PAGE, at(repositories)]);
    const back = await dashboard('/go/git?to=/alice/repo', [PAGE, at(home), cookie(alice.cookie)]);
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
    const reply = await dashboard(`/go/git?to=${encodeURIComponent(to)}`, [cookie(alice.cookie)]);
    expect(reply.headers.location).toBe(`http://127.0.0.1:${door.ports.git}/`);
  }
});

test('a duplicate session cookie is refused', async () => {
  const reply = await git('/alice/repo', [cookie(alice.cookie, 'hp_session=other')]);
  expect(reply.status).toBe(403);
});

test('an account that is called like an experiment’s does not become it in Gitea', async () => {
  for (const username of ['exp-beta', 'homelab-paas', 'Homelab-PaaS']) {
    const { cookie: session } = await logIn(username);
    expect((await git('/', [cookie(session)])).status).toBe(403);
  }
});

test('git and programs pass as they are, without cookies and without a name', async () => {
  const clone = seenBy(
    await git('/alice/repo.git/info/refs?service=git-upload-pack', [cookie(alice.cookie, 'i_like_gitea=g')]),
  );
  expect([clone.url, clone.headers.cookie]).toEqual(['/alice/repo.git/info/refs?service=git-upload-pack', undefined]);
  const push = seenBy(
    await git('/alice/repo.git/git-receive-pack', [['Authorization', 'Basic x']], { method: 'POST', body: 'pack' }),
  );
  expect([push.method, push.body, push.headers.authorization]).toEqual(['POST', 'pack', 'Basic x']);
  const page = seenBy(
    await git('/alice', [['Authorization', 'token x'], cookie(alice.cookie, 'i_like_gitea=g')], {
      method: 'POST',
      body: 'b',
    }),
  );
  expect([page.method, page.body, page.headers.cookie]).toEqual(['POST', 'b', undefined]);
  expect((await git('/api/internal/hook')).status).toBe(404);
});

test('a change in Gitea from a page of another origin is refused, from its own it passes', async () => {
  const own = `http://127.0.0.1:${door.ports.git}`;
  const post = (origin: string) =>
    git('/repo/create', [cookie(alice.cookie), ['Origin', origin]], { method: 'POST', body: 'x' });
  expect((await post(`http://127.0.0.1:${door.ports.workspaces}`)).status).toBe(403);
  expect((await post('null')).status).toBe(403);
  expect(seenBy(await post(own)).headers['x-webauth-user']).toBe('alice');
});

test('figures: a session that may use the experiment, or a token for the monitoring API to judge', async () => {
  const own = seenBy(await dashboard('/user/alpha/metrics', [cookie(alice.cookie), ...FORGED]));
  expect([own.upstream, own.headers['x-homelab-experiment'], own.headers.cookie]).toEqual([
    'monitoring',
    'alpha',
    undefined,
  ]);
  expect((await dashboard('/user/beta/metrics', [cookie(alice.cookie), ...FORGED])).status).toBe(403);
  expect((await dashboard('/user/alpha/metrics', FORGED)).status).toBe(401);
  const token = seenBy(await dashboard('/user/beta/metrics', [['Authorization', 'Bearer t'], cookie(alice.cookie)]));
  expect([token.headers['x-homelab-experiment'], token.headers.authorization]).toEqual([undefined, 'Bearer t']);
});

test('files of the build come from disk and may be kept for ever', async () => {
  await mkdir(`${door.folder}/static/chunks`, { recursive: true });
  await writeFile(`${door.folder}/static/chunks/a.js`, 'let a;');
  const reply = await dashboard('/_next/static/chunks/a.js');
  expect([reply.body, reply.headers['cache-control']]).toEqual(['let a;', 'public, max-age=31536000, immutable']);
  expect((await dashboard('/_next/static/../nginx.conf')).body).not.toContain('worker_processes');
  expect((await dashboard('/_next/static/..%2fnginx.conf')).body).not.toContain('worker_processes');
});

test('every site refuses to be framed by others and keeps its version to itself', async () => {
  const own = await enter(alice.ctx, 'alpha');
  const replies = [
    await dashboard('/'),
    await workspaces('/user/alpha/code/', [cookie(own)]),
    await git('/', [cookie(alice.cookie)]),
  ];
  expect(replies.map(({ headers }) => headers['x-frame-options'])).toEqual(['DENY', 'SAMEORIGIN', 'SAMEORIGIN']);
  for (const { headers } of replies) expect(headers.server).toBe('nginx');
});
