import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSession } from '../../server/auth/sessions.ts';
import { createDoor } from '../../server/dashboard/internal/router.ts';
import { listen } from '../../server/dashboard/listen.ts';
import { experiments } from '../../server/db/schema/index.ts';
import { enterWorkspace } from '../../server/services/workspaces/enter-workspace.ts';
import { handleTrpc } from '../../server/trpc/handler.ts';
import { type FrontDoor, startFrontDoor } from '../integration/support/front-door.ts';
import { send, startEcho } from '../integration/support/http.ts';
import { createTestDatabase, type TestDatabase } from '../integration/support/test-database.ts';
import { attack, callHome, type Targets } from './hostile-page.ts';

const LIMITS = {
  ...{ memoryHighBytes: 1, memoryMaxBytes: 1, cpuPercent: 100, tasksMax: 1 },
  ...{ diskBytes: 1, databaseConnections: 1, statementTimeoutMs: 0 },
};

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

/** A listener of the experiment's own, on whatever port of the machine it likes, that keeps the cookies it is sent. */
async function startThief(): Promise<{ port: number; cookies: () => string }> {
  let cookies = '';
  const server = createServer((asked, answer) => {
    cookies = asked.headers.cookie ?? '';
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  const address = server.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, cookies: () => cookies };
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

  /** Alice, logged in, with the hostile notebook open in her browser. */
  async function openNotebook(): Promise<{ page: Page; token: string }> {
    const person = { username: 'alice', admin: false, address: '127.0.0.1', userAgent: 'test' };
    const { token, session } = await createSession(database.db, person);
    const actor = { kind: 'user', username: 'alice', admin: false, sessionId: session.id } as const;
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
    return { page, token };
  }

  test('learns and changes nothing as the person who opened it, while the dashboard’s own page works', async () => {
    const { page, token } = await openNotebook();
    const mallory = { username: 'mallory', admin: false, address: '127.0.0.1', userAgent: 'test' };
    const stranger = await createSession(database.db, mallory);
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
    await page.context().close();
  });

  test('gets that person’s cookies by a port of its own, and they are worth nothing from another address', async () => {
    const { page, token } = await openNotebook();
    const thief = await startThief();
    await page.evaluate(callHome, `${origin(thief.port)}/user/alpha/picture.png`);
    const stolen = thief.cookies();
    expect(stolen).toContain(`hp_session=${token}`);
    expect(stolen).toMatch(/hp_workspace=[\w-]{43}/);

    const replay = async (from: string) => {
      const asked = (port: number, path: string) => send(port, path, { headers: [['Cookie', stolen]], from });
      const { dashboard, workspaces, git } = door.ports;
      const replies = [
        await asked(dashboard, '/api/trpc/experiments.list?input=%7B%7D'),
        await asked(workspaces, '/user/alpha/lab/'),
        await asked(git, '/alice'),
      ];
      return replies.map(({ status }) => status);
    };
    expect(await replay('127.0.0.2')).toEqual([401, 403, 403]);
    expect(await replay('127.0.0.1')).toEqual([200, 200, 200]); // they were the right ones, and they still live
    await page.context().close();
  });
});
