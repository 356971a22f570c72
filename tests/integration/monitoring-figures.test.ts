import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { experiments } from '../../server/db/schema/index.ts';
import type { Context } from '../../server/services/context.ts';
import { defaultLimits } from '../../server/services/experiments/default-limits.ts';
import { getMetrics } from '../../server/services/metrics/get-metrics.ts';
import { getOverview } from '../../server/services/metrics/get-overview.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

const NAMES = Array.from({ length: 30 }, (_, index) => `many-${index}`);
const HOUR = 3600_000;

let database: TestDatabase;
let folder: string;
let double: Server;
/** What the double was asked, and whether it knew the password. */
let asked: { expression: string; authorization: string | undefined }[] = [];

const as = (username: string): Context => ({
  db: database.db,
  actor: { kind: 'user', username, admin: false, sessionId: 'session' },
});

/** A double of Prometheus, which the system tests have for real: every series of every question has the value 3 at every step. */
async function startDouble(): Promise<Server> {
  const server = createServer(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    const expression = form.get('query') ?? '';
    asked.push({ expression, authorization: request.headers.authorization });
    const names = /experiment=~"([^"]*)"/.exec(expression)?.[1]?.split('|') ?? [];
    const [start, end, step] = ['start', 'end', 'step'].map((field) => Number(form.get(field))) as [
      number,
      number,
      number,
    ];
    const steps = form.has('step') ? (end - start) / step + 1 : 0;
    const values = Array.from({ length: steps }, (_, index): [number, string] => [start + index * step, '3']);
    const result = names.map((experiment) => ({ metric: { experiment }, value: [1, '3'], values }));
    const up = { metric: {}, value: [1, '1'] };
    response.end(JSON.stringify({ status: 'success', data: { result: expression.startsWith('up') ? [up] : result } }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'homelab-figures-'));
  await writeFile(join(folder, 'prometheus.token'), 'password\n');
  double = await startDouble();
  vi.stubEnv('HOMELAB_PROMETHEUS_TOKEN_FILE', join(folder, 'prometheus.token'));
  usePort((double.address() as AddressInfo).port);
  const row = { owner: 'ada', state: 'ready' as const, uid: 1001, limits: defaultLimits() };
  const old = new Date(Date.now() - 24 * HOUR);
  await database.db
    .insert(experiments)
    .values([
      ...NAMES.map((name) => ({ ...row, name, createdAt: old })),
      { ...row, name: 'young', createdAt: new Date(Date.now() - HOUR / 2) },
      { ...row, name: 'other', owner: 'bob', createdAt: old },
    ]);
});

afterEach(() => {
  asked = [];
  usePort((double.address() as AddressInfo).port);
});

afterAll(async () => {
  vi.unstubAllEnvs();
  double.close();
  await database.remove();
  await rm(folder, { recursive: true });
});

function usePort(port: number): void {
  vi.stubEnv('HOMELAB_PROMETHEUS_URL', `http://127.0.0.1:${port}`);
}

test('figures for a list take four questions, however long the list is', async () => {
  const figures = await getOverview(as('ada'), NAMES);
  expect(figures.size).toBe(NAMES.length);
  expect(figures.get('many-7')).toMatchObject({ memoryBytes: 3, diskBytes: 3 });
  expect(asked).toHaveLength(4);
  expect(asked.every(({ authorization }) => authorization === `Basic ${btoa('homelab:password')}`)).toBe(true);
});

test('a list has no figures of experiments that the person may not use', async () => {
  const figures = await getOverview(as('ada'), ['many-1', 'other', 'no-such']);
  expect([...figures.keys()]).toEqual(['many-1']);
  expect(asked.some(({ expression }) => expression.includes('other'))).toBe(false);
});

test('somebody else’s figures are missing, and Prometheus is not asked', async () => {
  await expect(getMetrics(as('ada'), { name: 'other' })).rejects.toMatchObject({ code: 'missing' });
  await expect(getMetrics(as('ada'), { name: '"} or {' })).rejects.toMatchObject({ code: 'missing' });
  expect(asked).toEqual([]);
});

test('the last hour has a point for each minute', async () => {
  const { cpu, memory, cpuCores, problem } = await getMetrics(as('ada'), { name: 'many-1' });
  expect(cpu).toHaveLength(61);
  expect(memory.every(({ v }) => v === 3)).toBe(true);
  expect([cpuCores, problem]).toEqual([3, null]);
});

test('nothing from before the experiment is shown, since its name may have been somebody else’s', async () => {
  const { cpu, memory } = await getMetrics(as('ada'), { name: 'young' });
  for (const grid of [cpu, memory]) {
    expect(grid.slice(0, 30).every(({ v }) => v === null)).toBe(true);
    expect(grid.at(-1)?.v).toBe(3);
  }
  expect((await getOverview(as('ada'), ['young'])).get('young')?.activeAt).toBeNull();
});

test('without Prometheus there is a sentence and no exception', async () => {
  usePort(1);
  const metrics = await getMetrics(as('ada'), { name: 'many-1' });
  expect(metrics).toMatchObject({ cpuCores: null, memoryBytes: null });
  expect(metrics.cpu.every(({ v }) => v === null)).toBe(true);
  expect(metrics.problem).toContain('Prometheus does not answer');
  expect(await getOverview(as('ada'), NAMES)).toEqual(new Map());
});
