/**
 * The dashboard process: Next.js for pages and API, and the front door's questions beside it. It listens on a Unix socket
 * that only nginx can open, so `X-Real-IP`, `X-Forwarded-*` and `X-Homelab-*` are nginx's words.
 *
 * `HOMELAB_DASHBOARD_PORT` (developers) listens on that port of loopback instead, `HOMELAB_DEV=1` runs Next in development
 * mode. `HOMELAB_DASHBOARD_SOCKET` (tests) is another place for the socket.
 */
import { createServer } from 'node:http';
import { database } from '../db/client.ts';
import { DASHBOARD_SOCKET } from '../shared/paths.ts';
import { createDownloads } from './download.ts';
import { createDoor } from './internal/router.ts';
import { type Address, listen } from './listen.ts';
import { startNext } from './next.ts';
import { prepareStop } from './stop.ts';

/** Longer than nginx keeps an idle connection (60 s), so that nginx never sends into one that is being closed. */
const KEEP_ALIVE_MS = 75_000;

const { HOMELAB_DASHBOARD_PORT, HOMELAB_DASHBOARD_SOCKET, HOMELAB_DEV } = process.env;
const address: Address = HOMELAB_DASHBOARD_PORT
  ? { port: Number(HOMELAB_DASHBOARD_PORT) }
  : { path: HOMELAB_DASHBOARD_SOCKET ?? DASHBOARD_SOCKET };

const app = await startNext({ dev: HOMELAB_DEV === '1', dir: new URL('../..', import.meta.url).pathname });
const pages = app.getRequestHandler();
const door = createDoor(database);
const downloads = createDownloads(database);

const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
  if (door(request, response) || downloads(request, response)) return;
  pages(request, response).catch((error) => {
    console.error('A request failed:', error);
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  });
});
const stop = prepareStop(server);
await listen(server, address);
console.log(`The dashboard listens on ${'path' in address ? address.path : `127.0.0.1:${address.port}`}.`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await stop();
    await app.close();
    process.exit(0);
  });
}
