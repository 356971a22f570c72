import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** How long answers that are under way may take after the stop was asked for. systemd waits longer (unit file). */
const GRACE_MS = 5_000;

/**
 * Keeps account of the answers under way, so that a stop can end streams of events, which never end by themselves, and
 * wait for the rest. Gives the function that stops the server.
 */
export function prepareStop(server: Server): () => Promise<void> {
  const open = new Map<ServerResponse, IncomingMessage>();
  let stopping = false;
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    open.set(response, request);
    response.once('close', () => {
      open.delete(response);
      // nginx keeps its connections open; without this one that falls idle now would be waited for.
      if (stopping) setImmediate(() => server.closeIdleConnections());
    });
  });
  return async () => {
    stopping = true;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const [response, { headers }] of open) {
      if (headers.accept?.includes('text/event-stream')) response.destroy(); // EventSource always says so
    }
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await closed;
    clearTimeout(timer);
  };
}
