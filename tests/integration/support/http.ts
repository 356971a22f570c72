/** Raw HTTP for tests: headers as they are, several of one name included, and servers that tell what reached them. */
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  /** Every header line, name and value in turn. */
  raw: string[];
  body: string;
}

export interface Sending {
  method?: string;
  /** Name and value pairs, sent as they are and in this order. */
  headers?: [string, string][];
  body?: string;
  /** The loopback address to come from. */
  from?: string;
}

export const PAGE: [string, string] = ['Accept', 'text/html,application/xhtml+xml'];

/** Sends one request. The path goes out unchanged, dots and all. */
export function send(
  port: number,
  path: string,
  { method = 'GET', headers = [], body, from }: Sending = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const lines = [...headers];
    if (!lines.some(([name]) => name.toLowerCase() === 'host')) lines.unshift(['Host', `127.0.0.1:${port}`]);
    if (body !== undefined) lines.push(['Content-Length', String(Buffer.byteLength(body))]);
    const source = from === undefined ? {} : { localAddress: from };
    const to = { host: '127.0.0.1', port, path, method, headers: lines.flat(), agent: false, ...source };
    const asked = request(to, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (data) => {
        text += data;
      });
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, raw: answer.rawHeaders, body: text }),
      );
    });
    asked.on('error', reject).end(body);
  });
}

/** Opens a WebSocket-like connection: resolves with the socket after a 101, rejects with the status otherwise. */
export function upgrade(port: number, path: string, headers: [string, string][]): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const all: [string, string][] = [
      ['Host', `127.0.0.1:${port}`],
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ...headers,
    ];
    const asked = request({ host: '127.0.0.1', port, path, headers: all.flat(), agent: false });
    asked.on('upgrade', (_answer, socket) => resolve(socket));
    asked.on('response', (answer) => reject(new Error(`status ${answer.statusCode}`)));
    asked.on('error', reject).end();
  });
}

/** What an upstream got. */
export interface Seen {
  upstream: string;
  url: string;
  method: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** An upstream on a Unix socket that answers with what it got, and echoes whatever comes after an upgrade. */
export async function startEcho(
  path: string,
  upstream: string,
  headers: Record<string, string | string[]> = {},
): Promise<Server> {
  const server = createServer((asked, answer) => {
    let body = '';
    asked.setEncoding('utf8').on('data', (data) => {
      body += data;
    });
    asked.on('end', () => {
      const seen: Seen = { upstream, url: asked.url ?? '', method: asked.method ?? '', headers: asked.headers, body };
      answer.writeHead(200, { 'Content-Type': 'application/json', ...headers });
      answer.end(JSON.stringify(seen));
    });
  });
  server.on('upgrade', (_asked, socket) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.on('error', () => undefined).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

/** What the upstream got, out of an echo's reply. Throws for any other reply. */
export function seenBy(reply: Reply): Seen {
  if (reply.status !== 200) throw new Error(`status ${reply.status}: ${reply.body}`);
  return JSON.parse(reply.body) as Seen;
}
