import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { hashToken } from '../../server/auth/token.ts';
import { experiments, secrets } from '../../server/db/schema/index.ts';
import { createHandler } from '../../server/monitoring/api/handler.ts';
import { PlatformToken } from '../../server/monitoring/api/platform-token.ts';
import type { GroupReader } from '../../server/monitoring/cgroup/reader.ts';
import type { Sources } from '../../server/monitoring/collect.ts';
import { ExperimentList } from '../../server/monitoring/experiments/list.ts';
import { listen } from '../../server/monitoring/listen.ts';
import { LogReceiver } from '../../server/monitoring/logs/receive.ts';
import { type ServiceManager, UnitStates } from '../../server/monitoring/machine/units.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const PLATFORM = 'token-of-the-platform';

/** A double: the accounting of slices that this machine does not have. */
const read: string[] = [];
const groups: GroupReader = {
  version: 'v2',
  usage: async (group) => {
    read.push(group);
    const cpuSeconds = group === 'user.slice/user-1001.slice' ? 12.5 : null;
    return { cpuSeconds, memoryBytes: null, memoryLimitBytes: null, tasks: null };
  },
  cpuModes: async () => null,
};

/** A double: the service manager of a machine on which alpha runs and beta is stopped. */
const asked: string[] = [];
const manager: ServiceManager = {
  readUnits: async (units) => {
    asked.push(...units);
    return new Map();
  },
  listUnitStates: async () =>
    new Map([
      ['user-1001.slice', 'active'],
      ['experiment-lab@alpha.service', 'active'],
      ['experiment-code@alpha.service', 'failed'],
    ]),
};

let database: TestDatabase;
let folder: string;
let servers: Server[] = [];
let port: number;
const socketPath = () => join(folder, 'monitoring.sock');

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'homelab-monitoring-'));
  await writeFile(join(folder, 'metrics.token'), `${PLATFORM}\n`);
  for (const [name, uid] of [
    ['alpha', 1001],
    ['beta', 1002],
  ] as const) {
    const id = randomUUID();
    await database.db
      .insert(experiments)
      .values({ id, name, owner: 'ada', state: 'ready', uid, limits: defaultLimits() });
    const secret = { experimentId: id, sealed: Buffer.alloc(1) };
    await database.db.insert(secrets).values([
      { ...secret, name: 'METRICS_TOKEN', lookupHash: hashToken(`token-of-${name}`) },
      { ...secret, name: 'GIT_TOKEN', lookupHash: hashToken(`another-secret-of-${name}`) },
    ]);
  }
});

beforeEach(() => start());

afterAll(async () => {
  await stop();
  await database.remove();
  await rm(folder, { recursive: true });
});

async function start(serviceManager = manager): Promise<Sources> {
  await stop();
  const sources: Sources = {
    groups,
    experiments: new ExperimentList(database.db),
    units: new UnitStates(serviceManager),
    logs: new LogReceiver(),
  };
  const token = new PlatformToken(join(folder, 'metrics.token'));
  const network = await listen(createHandler('network', sources, token), { port: 0 });
  const frontDoor = await listen(createHandler('front-door', sources, token), { path: socketPath() });
  servers = [network, frontDoor];
  port = (network.address() as AddressInfo).port;
  return sources;
}

async function stop(): Promise<void> {
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve).closeAllConnections())));
}

interface Reply {
  status: number;
  body: string;
}

function ask(
  path: string,
  headers: Record<string, string> = {},
  through: 'network' | 'front-door' = 'network',
  method = 'GET',
) {
  const place = through === 'network' ? { host: '127.0.0.1', port } : { socketPath: socketPath() };
  return new Promise<Reply>((resolve, reject) => {
    const call = request({ ...place, path, headers, method, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    call.on('error', reject);
    call.end();
  });
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('an experiment’s own page', () => {
  test('opens with the experiment’s own token and holds no other experiment', async () => {
    const { status, body } = await ask('/user/alpha/metrics', bearer('token-of-alpha'));
    expect(status).toBe(200);
    expect(body).toContain('homelab_experiment_cpu_seconds_total{experiment="alpha"} 12.5');
    expect(body).not.toContain('beta');
    expect(body).not.toContain('homelab_machine');
  });

  test('tells which workspaces run', async () => {
    const { body } = await ask('/user/alpha/metrics', bearer('token-of-alpha'));
    expect(body).toContain('workspace_up{experiment="alpha",workspace="lab"} 1');
    expect(body).toContain('workspace_up{experiment="alpha",workspace="code"} 0');
  });

  test('opens with the platform’s token', async () => {
    expect((await ask('/user/beta/metrics', bearer(PLATFORM))).status).toBe(200);
    expect((await ask('/user/nobody/metrics', bearer(PLATFORM))).status).toBe(404);
  });

  test.each([
    ['no token', {}],
    ['a wrong token', bearer('wrong')],
    ['another experiment’s token', bearer('token-of-beta')],
    ['another secret of the experiment', bearer('another-secret-of-alpha')],
    ['the hash of the token', bearer(hashToken('token-of-alpha').toString('hex'))],
    ['another scheme', { authorization: 'Basic token-of-alpha' }],
  ])('is refused with %s, in the same words as one that does not exist', async (_what, headers) => {
    const refused = await ask('/user/alpha/metrics', headers);
    expect(refused.status).toBe(401);
    expect(await ask('/user/nobody/metrics', headers)).toEqual(refused);
    expect(await ask('/user/..%2f..%2fetc/metrics', headers)).toEqual(refused);
  });

  test('opens through the front door for the experiment that the front door names, and for no other', async () => {
    const said = { 'x-homelab-experiment': 'alpha' };
    expect((await ask('/user/alpha/metrics', said, 'front-door')).status).toBe(200);
    expect((await ask('/user/beta/metrics', said, 'front-door')).status).toBe(401);
    expect((await ask('/user/alpha/metrics', {}, 'front-door')).status).toBe(401);
  });

  test('does not believe the front door’s header from the network', async () => {
    expect((await ask('/user/alpha/metrics', { 'x-homelab-experiment': 'alpha' })).status).toBe(401);
  });
});

describe('the page of all figures', () => {
  test('opens with the platform’s token alone', async () => {
    const { status, body } = await ask('/metrics', bearer(PLATFORM));
    expect(status).toBe(200);
    expect(body).toContain('homelab_experiment_info{experiment="beta",state="ready"} 1');
    expect(body).toContain('homelab_machine_memory_total_bytes');
    for (const headers of [{}, bearer('token-of-alpha'), { 'x-homelab-experiment': 'alpha' }]) {
      expect((await ask('/metrics', headers)).status).toBe(401);
      expect((await ask('/metrics', headers, 'front-door')).status).toBe(401);
    }
  });

  test('says of a stopped experiment that nothing of it runs, and asks neither systemd nor the kernel about it', async () => {
    asked.length = read.length = 0;
    const { body } = await ask('/metrics', bearer(PLATFORM));
    expect(body).toContain('workspace_up{experiment="beta",workspace="lab"} 0');
    expect(body).not.toContain('cpu_seconds_total{experiment="beta"}');
    expect(asked).toContain('dashboard.service');
    expect(asked.filter((unit) => unit.includes('beta'))).toEqual([]);
    expect(read).toContain('user.slice/user-1001.slice');
    expect(read).not.toContain('user.slice/user-1002.slice');
  });

  test('knows figures of what runs, and no states, while the service manager does not answer', async () => {
    await start({ ...manager, listUnitStates: async () => Promise.reject(new Error('no answer')) });
    const { body } = await ask('/metrics', bearer(PLATFORM));
    expect(body).toContain('homelab_experiment_cpu_seconds_total{experiment="alpha"} 12.5');
    expect(body).not.toContain('workspace_up{');
    expect((await ask('/health')).body).toContain('unit states are missing');
  });

  test('is refused to everybody when the token’s file is empty', async () => {
    await writeFile(join(folder, 'metrics.token'), '\n');
    await start();
    expect((await ask('/metrics', bearer(''))).status).toBe(401);
    expect((await ask('/metrics', bearer(PLATFORM))).status).toBe(401);
    await writeFile(join(folder, 'metrics.token'), PLATFORM);
  });

  test('goes on with the last list of experiments while the database is away, and health says so', async () => {
    const away = await createTestDatabase();
    await away.db
      .insert(experiments)
      .values({ name: 'alpha', owner: 'ada', state: 'ready', uid: 1001, limits: defaultLimits() });
    const list = new ExperimentList(away.db);
    expect([...(await list.read()).keys()]).toEqual(['alpha']);
    await away.remove();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    try {
      expect([...(await list.read()).keys()]).toEqual(['alpha']);
      expect(list.problem).toContain('database');
    } finally {
      vi.useRealTimers();
    }
  });
});

test('health is open to everybody and names no experiment', async () => {
  const { status, body } = await ask('/health');
  expect(status).toBe(200);
  expect(['ok', 'degraded']).toContain(JSON.parse(body).status);
  expect(body).not.toMatch(/alpha|beta/);
});

test('only GET and HEAD are answered', async () => {
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    expect((await ask('/metrics', bearer(PLATFORM), 'network', method)).status).toBe(405);
  }
  const head = await ask('/health', {}, 'network', 'HEAD');
  expect(head).toEqual({ status: 200, body: '' });
});

test('many wrong tokens are told to wait, and a right one still passes', async () => {
  const replies = await Promise.all(Array.from({ length: 40 }, () => ask('/metrics', bearer('guess'))));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401, 429]));
  expect((await ask('/metrics', bearer(PLATFORM))).status).toBe(200);
});
