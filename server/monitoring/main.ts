/**
 * The monitoring API: figures of the machine and of every experiment in Prometheus' format, on TCP port 5000 for whoever
 * has a token, and on a Unix socket for the front door. Runs as `homelab` and changes nothing but its own memory.
 */
import { openDatabase } from '../db/client.ts';
import { METRICS_TOKEN_FILE, MONITORING_PORT, MONITORING_SOCKET } from '../shared/paths.ts';
import { createHandler } from './api/handler.ts';
import { PlatformToken } from './api/platform-token.ts';
import { openGroupReader } from './cgroup/open.ts';
import type { Sources } from './collect.ts';
import { ExperimentList } from './experiments/list.ts';
import { listen, socketsOfSystemd } from './listen.ts';
import { LogReceiver } from './logs/receive.ts';
import { UnitStates } from './machine/units.ts';

const { db, close } = openDatabase(2);
const groups = await openGroupReader();
const sources: Sources = {
  groups,
  experiments: new ExperimentList(db),
  units: new UnitStates(),
  logs: new LogReceiver(),
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

async function stop(): Promise<void> {
  for (const server of servers) {
    server.close();
    server.closeIdleConnections();
  }
  await close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());
