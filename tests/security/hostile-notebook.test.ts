import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Browser, chromium } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession } from '../../server/auth/sessions.ts';
import { createDoor } from '../../server/dashboard/internal/router.ts';
import { listen } from '../../server/dashboard/listen.ts';
import { experiments } from '../../server/db/schema/index.ts';
import { enterWorkspace } from '../../server/services/workspaces/enter-workspace.ts';
import { handleTrpc } from '../../server/trpc/handler.ts';
import { type FrontDoor, startFrontDoor } from '../integration/support/front-door.ts';
import { startEcho } from '../integration/support/http.ts';
import { createTestDatabase, type TestDatabase } from '../integration/support/test-database.ts';
import { attack, type Targets } from './hostile-page.ts';

const LIMITS = { memoryHighBytes: 1, memoryMaxBytes: 1, cpuPercent: 100, tasksMax: 1 };

let database: TestDatabase;
let door: FrontDoor;
let browser: Browser;
const servers: Server[] = [];
/** What reached each upstream: method and path. */
const reached: string[] = [];

/** The dashboard's own API behind the door, and a page of its own in place of Next's. */
async function startDashboard(): Promise<void> {
  process.env.HOMELAB_DATABASE_URL = database.url; // the API opens the process's one database
  const handle = createDoor(() => database.db);
  const server = createServer(async (asked, answer) => {
    reached.push(`dashboard ${asked.method} ${asked.url}`);
    if (handle(asked, answer)) return;
    if (asked.url?.startsWith('/api/trpc/')) return answerTrpc(asked, answer);
    answer.setHeader('Content-Type', 'text/html');
    answer.end('<!doctype html><title>Dashboard</title><p>alice</p>');
  });
  await listen(server, { path: door.sockets.dashboard });
  servers.push(server);
}

async function answerTrpc(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
  const headers = new Headers(
    Object.entries(asked.headersDistinct).flatMap(([n, v]) => (v ?? []).map((x): [string, string] => [n, x])),
  );
  const body = asked.method === 'POST' ? await text(asked) : null;
  const result = await handleTrpc(
    new Request(`http://${asked.headers.host}${asked.url}`, { method: asked.method ?? 'GET', headers, body }),
  );
  answer.writeHead(result.status, [...result.headers].flat());
  answer.end(await result.text());
}

/** A workspace whose pages are as hostile as a page can be: it does whatever the test tells it to. */
async function startHostileWorkspace(): Promise<void> {
  const server = createServer((asked, answer) => {
    reached.push(`workspace ${asked.method} ${asked.url} ${asked.headers.cookie ?? ''}`);
    answer.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': 'hp_session=planted; Path=/; HttpOnly' });
    answer.end('<!doctype html><title>Notebook</title>');
  });
  await new Promise<void>((resolve) => server.listen(door.sockets.workspace('alpha', 'lab'), resolve));
  servers.push(server);
}

beforeAll(async () => {
  database = await createTestDatabase();
  await database.db.insert(experiments).values({ name: 'alpha', owner: 'alice', state: 'ready', limits: LIMITS });
  door = await startFrontDoor(['alpha']);
  await startDashboard();
  await startHostileWorkspace();
  const git = await startEcho(door.sockets.git, 'git');
  git.prependListener('request', (asked: IncomingMessage) => reached.push(`git ${asked.method} ${asked.url}`));
  servers.push(git);
  // On a LAN the host is a plain name or address: then a browser sends no Sec-Fetch headers.
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--host-resolver-rules=MAP homelab.test 127.0.0.1', '--no-proxy-server'],
  });
});
afterAll(async () => {
  await browser?.close();
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  await door?.stop();
  await database?.remove();
});

describe.each(['homelab.test', 'localhost'])('a notebook opened at %s', (host) => {
  const origin = (port: number) => `http://${host}:${port}`;

  test('learns and changes nothing as the person who opened it, while the dashboard’s own page works', async () => {
    const person = { username: 'alice', admin: false, address: '192.0.2.1', userAgent: 'test' };
    const { token, session } = await createSession(database.db, person);
    const actor = { kind: 'user', username: 'alice', admin: false, sessionId: session.id } as const;
    const stranger = await createSession(database.db, { ...person, username: 'mallory' });
    const context = await browser.newContext();
    await context.addCookies([
      { name: 'hp_session', value: token, domain: host, path: '/', httpOnly: true, sameSite: 'Strict' },
    ]);
    const page = await context.newPage();
    await page.goto(`${origin(door.ports.dashboard)}/experiments`);
    const { path } = await enterWorkspace({ db: database.db, actor }, { name: 'alpha', workspace: 'lab' });
    reached.length = 0;
    await page.goto(origin(door.ports.workspaces) + path);
    expect(await page.title()).toBe('Notebook');

    const targets: Targets = {
      dashboard: origin(door.ports.dashboard),
      git: origin(door.ports.git),
      session: stranger.token,
      socket: `ws://${host}:${door.ports.dashboard}`,
    };
    const learnt = await page.evaluate(attack, targets);
    expect(Object.entries(learnt).filter(([, what]) => what !== null)).toEqual([]);

    const names = (await database.db.select().from(experiments)).map(({ name }) => name);
    expect(names.filter((name) => name.startsWith('by-'))).toEqual([]);
    expect(reached.filter((line) => line.startsWith('git POST'))).toEqual([]);
    expect(reached.join('\n')).not.toContain(token);
    // The attempts did arrive: what stopped them is the platform, not a mistake of the test.
    expect(
      reached.filter((line) => line.startsWith('dashboard POST /api/trpc/experiments.create')).length,
    ).toBeGreaterThan(4);

    await page.goto(`${origin(door.ports.dashboard)}/experiments`);
    const made = await page.evaluate(
      async (name) => {
        const body = JSON.stringify({ name });
        const headers = { 'Content-Type': 'application/json' };
        return (await fetch('/api/trpc/experiments.create', { method: 'POST', headers, body })).status;
      },
      `own-${host.replace('.', '-')}`,
    );
    expect(made).toBe(200);
    const [own] = (await database.db.select().from(experiments)).filter(
      ({ name }) => name === `own-${host.replace('.', '-')}`,
    );
    expect(own?.owner).toBe('alice');
    await context.close();
  });
});
