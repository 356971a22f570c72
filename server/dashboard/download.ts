import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Database } from '../db/client.ts';
import { openDownload } from '../services/archives/open-download.ts';
import { AppError, type ErrorCode } from '../shared/errors.ts';
import { isUnreachable } from '../system/postgres/connection.ts';
import { type DoorRequest, readDoorRequest, writeDoorAnswer } from './internal/door.ts';
import { sessionOf } from './internal/session.ts';

const PATH = /^\/archives\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([a-z]+(?:\.[a-z]+)+)$/;

const STATUS: Record<ErrorCode, number> = {
  ...{
    invalid: 400,
    unauthenticated: 401,
    forbidden: 403,
    missing: 404,
    conflict: 409,
    limited: 429,
    unavailable: 503,
  },
};

/** Makes the handler of `/archives/<id>/<file>`. It gives false for a request that is none of that. */
export function createDownloads(db: () => Database): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const match = PATH.exec(request.url?.split('?', 1)[0] ?? '');
    const [, id, file] = match ?? [];
    if (id === undefined || file === undefined) return false;
    void answer(db(), { id, file }, request, response).catch((error: unknown) => fail(error, response));
    return true;
  };
}

async function answer(
  db: Database,
  wanted: { id: string; file: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return writeDoorAnswer(response, { status: 405, headers: { Allow: 'GET, HEAD' }, message: 'A download is a GET.' });
  const asked = readDoorRequest(db, request);
  if (!asked) return writeDoorAnswer(response, { status: 400, message: 'The Host header is not valid.' });
  if (!isNavigation(asked))
    return writeDoorAnswer(response, { status: 403, message: 'Only a link of the dashboard downloads an archive.' });
  const session = await sessionOf(asked);
  if (!session) return writeDoorAnswer(response, { status: 401, message: 'Log in to the dashboard first.' });
  const { username, admin, id: sessionId } = session;
  const download = await openDownload({ db, actor: { kind: 'user', username, admin, sessionId } }, wanted);
  response.writeHead(200, {
    'Content-Type': 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${download.filename}"`,
    ...(download.bytes === null ? {} : { 'Content-Length': download.bytes }),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    // nginx would lay what a slow browser has not taken yet on its own disk
    'X-Accel-Buffering': 'no',
  });
  if (request.method === 'HEAD') {
    download.content.destroy();
    response.end();
    return;
  }
  await pipeline(download.content, response);
}

/**
 * Workspaces are on the same host, so the browser sends their pages' requests with the dashboard's cookie. What their scripts, images
 * or frames ask for is refused where the browser says so (https, localhost); an answer could not be read anyway, since it allows
 * no origin.
 */
function isNavigation({ header }: DoorRequest): boolean {
  if (header('origin') !== null) return false;
  const site = header('sec-fetch-site');
  if (site === null || site === 'none' || site === 'same-origin') return true;
  return header('sec-fetch-mode') === 'navigate' && header('sec-fetch-dest') === 'document';
}

function fail(error: unknown, response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy(); // the browser sees that the file is not whole
    return;
  }
  if (error instanceof AppError) {
    writeDoorAnswer(response, { status: STATUS[error.code], message: error.message });
    return;
  }
  if (!isUnreachable(error)) console.error('A download failed:', error);
  writeDoorAnswer(response, { status: 503, message: 'The dashboard cannot answer just now. Try again in a minute.' });
}
