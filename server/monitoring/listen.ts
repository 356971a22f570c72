import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';

/** A port, a Unix socket, or the descriptor of a socket that is open already. */
export type Place = { port: number } | { path: string } | { fd: number };

/** First descriptor of a socket that systemd passes, see sd_listen_fds(3). */
const FIRST_DESCRIPTOR = 3;

/**
 * The two places to listen on. systemd holds both sockets (monitoring.socket: the port first, then the Unix socket), so that
 * no other account can take the port while the program is away and be sent the token. Null when systemd passed none.
 */
export function socketsOfSystemd(env = process.env): { network: Place; frontDoor: Place } | null {
  if (env.LISTEN_PID !== String(process.pid) || env.LISTEN_FDS !== '2') return null;
  return { network: { fd: FIRST_DESCRIPTOR }, frontDoor: { fd: FIRST_DESCRIPTOR + 1 } };
}

/** Starts a server with tight limits: a request has a small body or none, and a slow or idle connection is closed. */
export async function listen(handler: RequestListener, place: Place): Promise<Server> {
  const server = createServer(
    { maxHeaderSize: 8192, headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 30_000 },
    handler,
  );
  server.maxConnections = 200;
  server.listen(place);
  await once(server, 'listening');
  return server;
}
