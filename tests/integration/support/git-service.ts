import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute, type RunResult, type StreamedProcess, stream } from '../../../server/shared/process.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'server', 'git', 'main.ts');

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** The embedded git service, really started, on a folder and a socket of its own, with a front on a loopback port. */
export interface GitService {
  folder: string;
  /** The front: as nginx does, it passes on all but a log-in name, and no more of a request once the answer begins. */
  url: string;
  /** Runs the program's command line. */
  gitea(...args: string[]): Promise<RunResult>;
  /** Sends a request straight to the socket, which is how the front door brings a log-in name. */
  send(path: string, sent?: Sent): Promise<Reply>;
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  remove(): Promise<void>;
}

export async function makeGitService(settings = ''): Promise<GitService> {
  const folder = await mkdtemp(join(tmpdir(), 'homelab-git-'));
  const socket = join(folder, 'gitea.sock');
  const config = join(folder, 'app.ini');
  const front = await startFront(socket);
  const url = `http://127.0.0.1:${portOf(front)}`;
  await writeFile(
    config,
    `WORK_PATH = ${folder}/data\n[server]\nHTTP_ADDR = ${socket}\nROOT_URL = ${url}/\n${settings}`,
  );
  const args = (...more: string[]) => ['--disable-warning=ExperimentalWarning', PROGRAM, ...more, '--config', config];
  let process: StreamedProcess | null = null;
  const end = async (act: (running: StreamedProcess) => void) => {
    const running = process;
    process = null;
    if (!running) return;
    act(running);
    await running.exit;
  };
  const service: GitService = {
    folder,
    url,
    gitea: (...more) => execute(nodePath, args(...more)),
    send: (path, sent = {}) => send(socket, path, sent),
    start: async () => {
      process = stream(nodePath, args('web'), { timeoutMs: 600_000 });
      process.stderr.pipe(globalThis.process.stderr);
      await firstLine(process);
    },
    stop: () => end((running) => running.signal('SIGTERM')),
    kill: () => end((running) => running.kill()),
    remove: async () => {
      await service.kill();
      front.closeAllConnections();
      front.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return service;
}

const nodePath = process.execPath;

/** The service prints its line once it listens. */
function firstLine(running: StreamedProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('listens on')) resolve();
    });
    running.exit.then((code) => reject(new Error(`the service ended with ${code}: ${said}`)), reject);
  });
}

function startFront(socketPath: string): Promise<Server> {
  const front = createServer((incoming, outgoing) => {
    const { 'x-webauth-user': _stripped, ...headers } = incoming.headers;
    if (!existsSync(socketPath)) {
      outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<h1>502</h1>');
      return;
    }
    const { method, url: path } = incoming;
    const passed = httpRequest({ socketPath, method, path, headers }, (reply) => {
      if (!incoming.complete && reply.statusCode === 200) incoming.unpipe(passed);
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    passed.on('error', () => (outgoing.headersSent ? outgoing.destroy() : outgoing.writeHead(502).end()));
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  });
  return new Promise((resolve) => front.listen(0, '127.0.0.1', () => resolve(front)));
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the front has no port');
  return address.port;
}

function send(socketPath: string, path: string, { method = 'GET', headers = {}, body }: Sent): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const request = httpRequest({ socketPath, method, path, headers: { host: 'git.test:3000', ...json, ...headers } });
    request.on('error', reject).on('response', (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: reply.statusCode ?? 0, headers: reply.headers, text });
      });
    });
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
