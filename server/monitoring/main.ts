/**
 * The monitoring API: figures of the machine and of every experiment in Prometheus' format, on TCP port 5000 for whoever
 * has a token, and on a Unix socket for the front door. Runs as `homelab` and changes nothing but its own memory.
 */
import { openDatabase } from '../db/client.ts';
import { METRICS_TOKEN_FILE, MONITORING_PORT, MONITORING_SOCKET } from '../shared/paths.ts';
import { callProvisioner } from '../system/provisioner.ts';
import { createHandler } from './api/handler.ts';
import { PlatformToken } from './api/platform-token.ts';
import { openGroupReader } from './cgroup/open.ts';
import type { Sources } from './collect.ts';
import { DiskUsage } from './experiments/disk.ts';
import { ExperimentList } from './experiments/list.ts';
import { listen, socketsOfSystemd } from './listen.ts';
import { LogReceiver } from './logs/receive.ts';
import { UnitStates } from './machine/units.ts';

/** How often is looked for homes that are due to be measured. */
const DISK_TICK_MS = 15_000;

/** The longest wait for the size of one home. */
const MEASURE_MS = 5 * 60_000;

const { db, close } = openDatabase(2);
const groups = await openGroupReader();
const sources: Sources = {
  groups,
  experiments: new ExperimentList(db),
  units: new UnitStates(),
  logs: new LogReceiver(),
  disk: new DiskUsage(async (name) => {
    const { bytes } = await callProvisioner(
      'home.measure',
      { name },
      { actor: 'job:monitoring', signal: AbortSignal.timeout(MEASURE_MS) },
    );
    return bytes;
  }),
};
const token = new PlatformToken(METRICS_TOKEN_FILE);
const places = socketsOfSystemd() ?? {
  network: { port: MONITORING_PORT },
  frontDoor: { path: MONITORING_SOCKET },
};
const servers = [
  await listen(createHandler('network', sources, token), places.network),
  await listen(createHandler('front-door', sources, token), places.frontDoor),
];
console.log(`monitoring: ready, control groups ${groups?.version ?? 'not found'}`);

const measureHomes = async () => sources.disk.update((await sources.experiments.read()).values());
const timer = setInterval(() => void measureHomes(), DISK_TICK_MS);
void measureHomes();

async function stop(): Promise<void> {
  clearInterval(timer);
  for (const server of servers) {
    server.close();
    server.closeIdleConnections();
  }
  await close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
