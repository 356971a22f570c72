import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { isExperimentName } from '../../shared/names.ts';
import { collectAll, collectOne, problems, type Sources } from '../collect.ts';
import { CONTENT_TYPE } from '../exposition.ts';
import { bearerOf, type Entrance, matches, mayRead } from './authorise.ts';
import type { PlatformToken } from './platform-token.ts';

interface Answer {
  status: number;
  body: string;
  type?: string;
  headers?: Record<string, string>;
}

const TEXT = 'text/plain; charset=utf-8';
const REFUSED: Answer = {
  status: 401,
  body: 'A valid token is needed: send it as "Authorization: Bearer TOKEN".\n',
  headers: { 'www-authenticate': 'Bearer realm="homelab-paas metrics"' },
};
const NOT_FOUND: Answer = {
  status: 404,
  body: 'There is no such page. See /metrics, /user/NAME/metrics, /user/NAME/logs and /health.\n',
};
/** Refused requests for each address and minute, before the answer asks to slow down. A right token passes all the same. */
const REFUSALS = { points: 30, duration: 60 };

/** Answers the requests of one entrance. An unexpected failure is logged, and its inside is not shown. */
export function createHandler(entrance: Entrance, sources: Sources, token: PlatformToken): RequestListener {
  const refusals = new RateLimiterMemory(REFUSALS);
  return async (request, response) => {
    try {
      const answer = await route(request, entrance, sources, token);
      send(request, response, answer === REFUSED ? await refuse(request, refusals) : answer);
    } catch (error) {
      console.error(`request: ${error instanceof Error ? error.stack : error}`);
      send(request, response, {
        status: 500,
        body: 'The figures could not be read; the journal of monitoring says why.\n',
      });
    }
  };
}

async function route(
  request: IncomingMessage,
  entrance: Entrance,
  sources: Sources,
  token: PlatformToken,
): Promise<Answer> {
  const path = request.url?.split('?', 1)[0] ?? '';
  const posting = /^\/user\/([^/]+)\/logs$/.exec(path)?.[1];
  if (posting !== undefined) return post(request, posting, sources);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, body: 'Only GET and HEAD are answered.\n', headers: { allow: 'GET, HEAD' } };
  }
  const platformHash = await token.hash();
  if (path === '/health') return health([...(await problems(sources)), token.problem]);
  if (path === '/metrics') {
    return matches(bearerOf(request), platformHash) ? page(await collectAll(sources)) : REFUSED;
  }
  const name = /^\/user\/([^/]+)\/metrics$/.exec(path)?.[1];
  if (name === undefined) return NOT_FOUND;
  const experiment = isExperimentName(name) ? (await sources.experiments.read()).get(name) : undefined;
  if (!mayRead(request, entrance, name, experiment, platformHash)) return REFUSED;
  return experiment ? page(await collectOne(sources, experiment)) : NOT_FOUND;
}

/** What an experiment posts with its own token; nobody else's opens this, not even the one for all figures. */
async function post(request: IncomingMessage, name: string, sources: Sources): Promise<Answer> {
  if (request.method !== 'POST') {
    return { status: 405, body: 'Lines are sent here with POST.\n', headers: { allow: 'POST' } };
  }
  const experiment = isExperimentName(name) ? (await sources.experiments.read()).get(name) : undefined;
  if (!matches(bearerOf(request), experiment?.tokenHash ?? null) || !experiment) return REFUSED;
  const { status, message } = await sources.logs.receive(request, experiment);
  return { status, body: message };
}

/** Open to everybody, so it names nothing. It answers 200 while degraded, since the figures that there are still serve. */
function health(found: (string | null)[]): Answer {
  const reasons = found.filter((reason) => reason !== null);
  const body = { status: reasons.length === 0 ? 'ok' : 'degraded', reasons };
  return { status: 200, body: `${JSON.stringify(body)}\n`, type: 'application/json' };
}

function page(body: string): Answer {
  return { status: 200, body, type: CONTENT_TYPE };
}

async function refuse(request: IncomingMessage, refusals: RateLimiterMemory): Promise<Answer> {
  try {
    await refusals.consume(request.socket.remoteAddress ?? 'front-door');
    return REFUSED;
  } catch {
    return {
      status: 429,
      body: 'Too many requests without a valid token. Wait a minute.\n',
      headers: { 'retry-after': '60' },
    };
  }
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  if (response.headersSent) return;
  response.writeHead(answer.status, {
    'content-type': answer.type ?? TEXT,
    'content-length': Buffer.byteLength(answer.body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...answer.headers,
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}
