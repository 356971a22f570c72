import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { type StreamedProcess, stream } from '../../shared/process.ts';
import { limit } from '../limit.ts';
import { folderOf } from '../repository/folder.ts';
import { GIT_ENVIRONMENT } from '../repository/git.ts';
import { listRefs, setDefaultBranch } from '../repository/refs.ts';
import type { Service } from '../service.ts';
import { type Repository, updateRepository } from '../store/repositories.ts';
import { readCgiHeader } from './cgi.ts';

/** Longest that one clone, fetch or push may take. */
export const GIT_TIMEOUT_MS = 30 * 60_000;

/** Each pack takes a process and memory of its own. */
const packs = limit(8, 64);

/** Root's folder with the one hook there is; repositories have none of their own. */
const HOOKS = join(import.meta.dirname, '..', 'hooks');

const CONFIG = [
  ['core.hooksPath', HOOKS],
  ['core.fsmonitor', 'false'],
  ['receive.fsckObjects', 'true'],
  ['receive.advertisePushOptions', 'false'],
  ['receive.denyDeleteCurrent', 'refuse'],
  ['receive.autogc', 'true'],
  ['gc.autoDetach', 'false'],
  ['http.uploadpack', 'true'],
  ['http.receivepack', 'true'],
  ['http.getanyfile', 'false'],
  ['uploadpack.allowFilter', 'true'],
] as const;

export type GitCall = 'info/refs' | 'git-upload-pack' | 'git-receive-pack';

export interface GitExchange {
  repository: Repository;
  call: GitCall;
  /** `git-upload-pack` or `git-receive-pack`. */
  program: string;
  /** Account that git names as the one who pushes; empty for nobody. */
  user: string;
}

/** Hands a request to git's own http-backend and its answer back, both as streams. */
export function serveGit(service: Service, exchange: GitExchange, request: IncomingMessage, response: ServerResponse) {
  return packs(() => exchangePack(service, exchange, request, response));
}

async function exchangePack(
  service: Service,
  exchange: GitExchange,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const { repository, call } = exchange;
  if (response.destroyed) return;
  const folder = folderOf(service.config, repository);
  const backend = stream('git', [...CONFIG.flatMap(([key, value]) => ['-c', `${key}=${value}`]), 'http-backend'], {
    env: environment(folder, exchange, request),
    timeoutMs: GIT_TIMEOUT_MS,
  });
  response.on('close', () => backend.kill()); // a client that left; one that was answered finds the process ended
  const said = collectStderr(backend);
  if (call === 'info/refs') backend.stdin.end();
  else request.pipe(backend.stdin);
  try {
    await answer(backend, response);
    await backend.exit;
    if (call === 'git-receive-pack') await afterPush(service, repository, folder);
    response.end(); // only now: whoever was told of the push finds it noted
  } catch (error) {
    backend.kill();
    console.error(
      `git http-backend for ${repository.owner.name}/${repository.name} failed: ${String(error)} ${said()}`,
    );
    if (response.headersSent) response.destroy();
    else response.writeHead(500, { 'content-type': 'text/plain' }).end('git failed on the server; its log says why.\n');
  }
}

function environment(folder: string, exchange: GitExchange, request: IncomingMessage): Record<string, string> {
  const header = (name: string) => request.headers[name];
  const optional: Record<string, string | string[] | undefined> = {
    CONTENT_TYPE: header('content-type'),
    CONTENT_LENGTH: header('content-length'),
    HTTP_CONTENT_ENCODING: header('content-encoding'),
    GIT_PROTOCOL: header('git-protocol'),
  };
  const given = Object.entries(optional).filter((each): each is [string, string] => typeof each[1] === 'string');
  return {
    ...GIT_ENVIRONMENT,
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${exchange.call}`,
    QUERY_STRING: exchange.call === 'info/refs' ? `service=${exchange.program}` : '',
    REQUEST_METHOD: request.method ?? 'GET',
    REMOTE_USER: exchange.user,
    ...Object.fromEntries(given),
  };
}

/** Sends what http-backend says, its CGI header first, as fast as the client takes it. The answer is not ended yet. */
async function answer(backend: StreamedProcess, response: ServerResponse): Promise<void> {
  const { status, headers, rest } = await readCgiHeader(backend.stdout);
  // The header goes with the first byte of the body: http-backend says it before it has read the push, and nginx stops
  // passing a request on as soon as the answer to it begins.
  response.writeHead(status, headers);
  if (rest.length > 0) response.write(rest);
  await new Promise<void>((resolve, reject) => {
    backend.stdout.once('error', reject).once('end', resolve);
    response.once('close', () => reject(new Error('the client left')));
    backend.stdout.pipe(response, { end: false });
  });
}

function collectStderr(backend: StreamedProcess): () => string {
  let said = '';
  backend.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  return () => said.trim();
}

/** Notes the push, and lets a clone check out the first branch when the one foreseen was never pushed. */
async function afterPush(service: Service, repository: Repository, folder: string): Promise<void> {
  try {
    const branches = (await listRefs(folder)).filter((each) => each.kind === 'branch');
    const [first] = branches;
    if (!first || branches.some((each) => each.name === repository.defaultBranch)) {
      updateRepository(service.db, repository.id, {});
      return;
    }
    await setDefaultBranch(folder, first.name);
    updateRepository(service.db, repository.id, { defaultBranch: first.name });
  } catch (error) {
    console.error(`after a push to ${repository.owner.name}/${repository.name}: ${String(error)}`);
  }
}
