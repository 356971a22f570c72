import type { Server, ServerResponse } from 'node:http';

/** How long answers that are under way may take after the stop was asked for. systemd waits longer (unit file). */
const GRACE_MS = 5_000;

/**
 * Keeps account of the answers under way, so that a stop can end streams of events, which never end by themselves, and
 * wait for the rest. Gives the function that stops the server.
 */
export function prepareStop(server: Server): () => Promise<void> {
  const open = new Set<ServerResponse>();
  let stopping = false;
  server.on('request', (_request, response: ServerResponse) => {
    open.add(response);
    response.once('close', () => {
      open.delete(response);
      // nginx keeps its connections open; without this one that falls idle now would be waited for.
      if (stopping) setImmediate(() => server.closeIdleConnections());
    });
  });
  return async () => {
    stopping = true;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const response of open) {
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
    }
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    await closed;
    clearTimeout(timer);
  };
}
