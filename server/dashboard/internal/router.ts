import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Database } from '../../db/client.ts';
import { type DoorHandler, readDoorRequest, writeDoorAnswer } from './door.ts';
import * as gitea from './gitea.ts';
import * as metrics from './metrics.ts';
import * as workspace from './workspace.ts';

/**
 * Makes the handler of what the dashboard answers beside its pages. It gives false for a request that is none of that.
 *
 * `/internal/*` is for the front door alone. nginx refuses it from outside, but an experiment may lead the front door here
 * with a symbolic link in place of its workspace's socket; only nginx's own questions carry `X-Homelab-Door`, which it
 * strips from everything that it passes on for somebody.
 */
export function createDoor(db: () => Database): (request: IncomingMessage, response: ServerResponse) => boolean {
  const internal = new Map<string, DoorHandler>([
    ['/internal/workspace/authorize', workspace.authorize],
    ['/internal/workspace/enter', workspace.enter],
    ['/internal/workspace/refuse', workspace.refuse],
    ['/internal/gitea/authorize', gitea.authorize],
    ['/internal/gitea/refuse', gitea.refuse],
    ['/internal/metrics/authorize', metrics.authorize],
  ]);

  return (request, response) => {
    const path = request.url?.split('?', 1)[0] ?? '';
    const inside = path === '/internal' || path.startsWith('/internal/');
    if (!inside && path !== '/go/git') return false;
    const asked = request.headers['x-homelab-door'] === '1' ? internal.get(path) : undefined;
    const handler: DoorHandler = inside ? (asked ?? (() => ({ status: 404 }))) : gitea.go;
    void answer(db, handler, request, response);
    return true;
  };
}

async function answer(
  db: () => Database,
  handler: DoorHandler,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const door = readDoorRequest(db(), request);
    writeDoorAnswer(response, door ? await handler(door) : { status: 400, message: 'The Host header is not valid.' });
  } catch (error) {
    console.error(`door: ${request.url?.split('?', 1)[0]} failed:`, error);
    writeDoorAnswer(response, { status: 503, message: 'The dashboard cannot answer just now. Try again in a minute.' });
  }
}
