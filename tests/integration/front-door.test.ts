import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { enterWorkspace } from '../../server/services/workspaces/enter-workspace.ts';
import { cookie, expectNoClaims, FORGED, type Person, type Site, startSite } from './support/front-door-site.ts';
import { seenBy, send } from './support/http.ts';

let site: Site;
let alice: Person;

beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site?.stop());
beforeEach(async () => {
  alice = await site.logIn('alice');
});

test('a stolen cookie is worth nothing from another address, on any site, while its owner goes on', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  const used: [number, string, [string, string]][] = [
    [site.door.ports.workspaces, '/user/alpha/lab/', cookie(own)],
    [site.door.ports.workspaces, '/user/alpha/code/', cookie(own)],
    [site.door.ports.dashboard, '/user/alpha/metrics', cookie(alice.cookie)],
    [site.door.ports.git, '/alice/repo', cookie(alice.cookie)],
  ];
  for (const [port, path, stolen] of used) {
    // The owner's visit comes first: what the front door keeps of it is for the owner's address alone.
    expect((await send(port, path, { headers: [stolen] })).status).toBe(200);
    const thief = await send(port, path, { headers: [stolen, ['X-Real-IP', '127.0.0.1']], from: '127.0.0.2' });
    expect([401, 403]).toContain(thief.status);
    expect((await send(port, path, { headers: [stolen] })).status).toBe(200);
  }
  const back = await send(site.door.ports.dashboard, '/go/git?to=/', {
    headers: [cookie(alice.cookie)],
    from: '127.0.0.2',
  });
  expect(back.headers.location).toMatch(/^\/login/);
  const { path } = await enterWorkspace(alice.ctx, { name: 'alpha', workspace: 'lab' });
  expect((await send(site.door.ports.workspaces, path, { from: '127.0.0.2' })).headers['set-cookie']).toBeUndefined();
});

test('what a caller claims in headers reaches no upstream', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  expectNoClaims(await site.workspaces('/user/alpha/lab/', [cookie(own), ...FORGED]));
  expectNoClaims(await site.workspaces('/user/alpha/code/', [cookie(own), ...FORGED]));
  expectNoClaims(await site.dashboard('/experiments', FORGED));
  expectNoClaims(await site.git('/api/v1/version', FORGED));
  expectNoClaims(await site.git('/alice/repo.git/info/refs', FORGED));
  expectNoClaims(await site.git('/', [['Authorization', 'token x'], ...FORGED]));
  expectNoClaims(await site.dashboard('/user/alpha/metrics', [['Authorization', 'Bearer x'], ...FORGED]));
});

test('the address of the caller is the connection’s, whatever the caller says', async () => {
  const seen = seenBy(
    await site.dashboard('/', [
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
    'x-forwarded-host': `127.0.0.1:${site.door.ports.dashboard}`,
    host: `127.0.0.1:${site.door.ports.dashboard}`,
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
    for (const port of Object.values(site.door.ports)) {
      const reply = await send(port, path, { headers: [...FORGED, cookie(alice.cookie)] });
      expect(`${path} ${reply.status}`).toBe(`${path} 404`);
    }
  }
  for (const path of paths.slice(8)) {
    const replies = await Promise.all(
      Object.values(site.door.ports).map((port) => send(port, path, { headers: FORGED })),
    );
    // Where the name is no location of that site it is an upstream's business, which knows no such page.
    expect(replies.map(({ headers }) => headers['x-homelab-user'])).toEqual([undefined, undefined, undefined]);
  }
});

test('figures: a session that may use the experiment, or a token for the monitoring API to judge', async () => {
  const own = seenBy(await site.dashboard('/user/alpha/metrics', [cookie(alice.cookie), ...FORGED]));
  expect([own.upstream, own.headers['x-homelab-experiment'], own.headers.cookie]).toEqual([
    'monitoring',
    'alpha',
    undefined,
  ]);
  expect((await site.dashboard('/user/beta/metrics', [cookie(alice.cookie), ...FORGED])).status).toBe(403);
  expect((await site.dashboard('/user/alpha/metrics', FORGED)).status).toBe(401);
  const token = seenBy(
    await site.dashboard('/user/beta/metrics', [['Authorization', 'Bearer t'], cookie(alice.cookie)]),
  );
  expect([token.headers['x-homelab-experiment'], token.headers.authorization]).toEqual([undefined, 'Bearer t']);
});

test('files of the build come from disk and may be kept for ever', async () => {
  await mkdir(`${site.door.folder}/static/chunks`, { recursive: true });
  await writeFile(`${site.door.folder}/static/chunks/a.js`, 'let a;');
  const reply = await site.dashboard('/_next/static/chunks/a.js');
  expect([reply.body, reply.headers['cache-control']]).toEqual(['let a;', 'public, max-age=31536000, immutable']);
  expect((await site.dashboard('/_next/static/../nginx.conf')).body).not.toContain('worker_processes');
  expect((await site.dashboard('/_next/static/..%2fnginx.conf')).body).not.toContain('worker_processes');
});

test('every site refuses to be framed by others and keeps its version to itself', async () => {
  const own = await site.enter(alice.ctx, 'alpha');
  const replies = [
    await site.dashboard('/'),
    await site.workspaces('/user/alpha/code/', [cookie(own)]),
    await site.git('/', [cookie(alice.cookie)]),
  ];
  expect(replies.map(({ headers }) => headers['x-frame-options'])).toEqual(['DENY', 'SAMEORIGIN', 'SAMEORIGIN']);
  for (const { headers } of replies) expect(headers.server).toBe('nginx');
});
