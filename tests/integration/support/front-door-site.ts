/** The front door with all that stands behind it: a real nginx, the dashboard's own answers to it, and echoes of the other programs. */
import { createServer, type Server } from 'node:http';
import { expect } from 'vitest';
import { createSession } from '../../../server/auth/sessions.ts';
import { createDoor } from '../../../server/dashboard/internal/router.ts';
import { listen } from '../../../server/dashboard/listen.ts';
import { experiments } from '../../../server/db/schema/index.ts';
import type { Context } from '../../../server/services/context.ts';
import { defaultLimits } from '../../../server/services/experiments/default-limits.ts';
import { enterWorkspace } from '../../../server/services/workspaces/enter-workspace.ts';
import { type FrontDoor, startFrontDoor } from './front-door.ts';
import { type Reply, seenBy, send, startEcho } from './http.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

type Header = [string, string];

export interface Person {
  cookie: string;
  ctx: Context;
  sessionId: string;
}

/** The three sites as browsers and programs meet them. Experiments: alpha and gamma of alice, beta of bob. */
export class Site {
  readonly database: TestDatabase;
  readonly door: FrontDoor;
  readonly #servers: readonly Server[];

  constructor(database: TestDatabase, door: FrontDoor, servers: readonly Server[]) {
    this.database = database;
    this.door = door;
    this.#servers = servers;
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) server.close();
    await this.door.stop();
    await this.database.remove();
  }

  /** A person with a living session. */
  async logIn(username: string): Promise<Person> {
    const person = { username, admin: false, address: '127.0.0.1', userAgent: 'test' };
    const { token, session } = await createSession(this.database.db, person);
    const actor = { kind: 'user', username, admin: false, sessionId: session.id } as const;
    return { cookie: `hp_session=${token}`, ctx: { db: this.database.db, actor }, sessionId: session.id };
  }

  /** The workspace cookie (`hp_workspace=…`) that a person gets by way of a ticket. */
  async enter(ctx: Context, name: string, workspace: 'lab' | 'code' = 'lab'): Promise<string> {
    const { path } = await enterWorkspace(ctx, { name, workspace });
    const reply = await send(this.door.ports.workspaces, path);
    return /^hp_workspace=[\w-]+/.exec(reply.headers['set-cookie']?.[0] ?? '')?.[0] ?? `no cookie: ${reply.status}`;
  }

  workspaces(path: string, headers: Header[] = [], more: { method?: string; body?: string } = {}): Promise<Reply> {
    return send(this.door.ports.workspaces, path, { headers, ...more });
  }

  dashboard(path: string, headers: Header[] = []): Promise<Reply> {
    return send(this.door.ports.dashboard, path, { headers });
  }

  git(path: string, headers: Header[] = [], more: { method?: string; body?: string } = {}): Promise<Reply> {
    return send(this.door.ports.git, path, { headers, ...more });
  }
}

export const cookie = (...values: string[]): Header => ['Cookie', values.join('; ')];

/** Only what the front door adds by itself may be there. */
export function expectNoClaims(reply: Reply): void {
  const { headers } = seenBy(reply);
  expect(Object.keys(headers).filter((name) => /^(?:x-homelab|x-webauth)/.test(name))).toEqual([]);
  expect(JSON.stringify(headers)).not.toMatch(/hp_session|hp_workspace/);
}

export const FORGED: [string, string][] = [
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

export async function startSite(): Promise<Site> {
  const database = await createTestDatabase();
  await database.db.insert(experiments).values([
    { name: 'alpha', owner: 'alice', state: 'ready', limits: defaultLimits() },
    { name: 'beta', owner: 'bob', state: 'ready', limits: defaultLimits() },
    { name: 'gamma', owner: 'alice', state: 'ready', limits: defaultLimits() },
  ]);
  const servers: Server[] = [];
  const door = await startFrontDoor(['alpha', 'beta', 'gamma']);
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
  return new Site(database, door, servers);
}
