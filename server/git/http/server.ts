import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { callApi } from '../api/api.ts';
import { ServiceError } from '../errors.ts';
import { servePage } from '../pages/pages.ts';
import type { Service } from '../service.ts';
import { authorizeGit } from './git-access.ts';
import { GIT_TIMEOUT_MS, type GitCall, serveGit } from './git-backend.ts';
import { readAddress, readJson } from './request.ts';

/** Makes the HTTP server: the API, git over HTTP, and pages, each with its own idea of who asks. */
export function makeServer(service: Service): Server {
  const server = createServer((request, response) => {
    route(service, request, response).catch((error: unknown) => {
      console.error(`${request.method} ${request.url} failed:`, error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end('The git service failed. Its log says why.\n');
    });
  });
  server.requestTimeout = GIT_TIMEOUT_MS; // a large push is one long request
  server.headersTimeout = 30_000;
  return server;
}

async function route(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let address: ReturnType<typeof readAddress>;
  try {
    address = readAddress(request);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    response.writeHead(error.status, { 'content-type': 'text/plain' }).end(`${error.message}\n`);
    return;
  }
  const { parts, query } = address;
  const git = gitRequest(request.method ?? '', parts, query);
  if (git) return answerGit(service, git, request, response);
  if (parts[0] === 'api') return answerApi(service, parts, query, request, response);
  return servePage(service, { parts, query }, request, response);
}

interface WantedGit {
  owner: string;
  name: string;
  call: GitCall;
  program: string;
}

/** The git call that an address names; null when it is none. Only the smart protocol is spoken. */
function gitRequest(method: string, parts: readonly string[], query: URLSearchParams): WantedGit | null {
  const [owner = '', repository = '', ...rest] = parts;
  const name = repository.replace(/\.git$/, '');
  const call = rest.join('/');
  if (call === 'info/refs' && method === 'GET') {
    const program = query.get('service') ?? '';
    return program === 'git-upload-pack' || program === 'git-receive-pack' ? { owner, name, call, program } : null;
  }
  const isPack = call === 'git-upload-pack' || call === 'git-receive-pack';
  return isPack && method === 'POST' ? { owner, name, call, program: call } : null;
}

async function answerGit(service: Service, wanted: WantedGit, request: IncomingMessage, response: ServerResponse) {
  const access = wanted.program === 'git-receive-pack' ? 'write' : 'read';
  const { authorization } = request.headers;
  try {
    const { repository, caller } = await authorizeGit(service, { ...wanted, access, authorization });
    const user = caller?.account.name ?? '';
    await serveGit(service, { repository, call: wanted.call, program: wanted.program, user }, request, response);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const challenge = error.status === 401 ? { 'www-authenticate': 'Basic realm="Git", charset="UTF-8"' } : {};
    response.writeHead(error.status, { 'content-type': 'text/plain; charset=utf-8', ...challenge });
    response.end(`${error.message}\n`);
  }
}

async function answerApi(
  service: Service,
  parts: readonly string[],
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const send = (status: number, body: unknown, total?: number) => {
    const headers = {
      'content-type': 'application/json;charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...(total === undefined
        ? {}
        : { 'x-total-count': String(total), 'access-control-expose-headers': 'X-Total-Count' }),
    };
    if (body === undefined) response.writeHead(status, { 'cache-control': 'no-store' }).end();
    else response.writeHead(status, headers).end(JSON.stringify(body));
  };
  try {
    if (parts[1] !== 'v1') throw new ServiceError(404, 'Not Found');
    const answer = await callApi(service, {
      method: request.method ?? '',
      parts: parts.slice(2),
      query,
      authorization: request.headers.authorization,
      readBody: () => readJson(request),
    });
    send(answer.status, answer.body, answer.total);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { status, message, errors } = error;
    send(status, { ...(errors ? { errors } : {}), message, url: `${service.config.rootUrl}api/swagger` });
  }
}
