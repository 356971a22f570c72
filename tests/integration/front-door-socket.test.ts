import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from '../../server/dashboard/listen.ts';
import { prepareStop } from '../../server/dashboard/stop.ts';
import { run } from '../../server/shared/process.ts';

let folder: string;
let path: string;
let server: Server;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homelab-socket-'));
  path = join(folder, 'dashboard.sock');
  server = createServer((asked, answer) => {
    if (asked.url === '/stream') answer.writeHead(200, { 'Content-Type': 'text/event-stream' }).write('data: 1\n\n');
    else if (asked.url === '/slow') setTimeout(() => answer.end('done'), 300);
    else answer.end('there');
  });
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

async function ask(url: string): Promise<IncomingMessage> {
  const [answer] = await once(
    get({ socketPath: path, path: url, headers: { accept: url === '/stream' ? 'text/event-stream' : '*/*' } }),
    'response',
  );
  return answer as IncomingMessage;
}

test('the socket of a process that was killed is replaced, and only owner and group may connect', async () => {
  const leave = `require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))`;
  await run(process.execPath, ['-e', leave, path]).catch(() => undefined);
  expect((await stat(path)).isSocket()).toBe(true);
  await listen(server, { path });
  expect((await ask('/')).statusCode).toBe(200);
  expect((await stat(path)).mode & 0o777).toBe(0o660);
});

test('a socket that another process listens on, and a file that is none, are left alone', async () => {
  await listen(server, { path });
  await expect(listen(createServer(), { path })).rejects.toThrow('Another process listens');
  expect((await ask('/')).statusCode).toBe(200);
  await writeFile(join(folder, 'file'), 'x');
  await expect(listen(createServer(), { path: join(folder, 'file') })).rejects.toThrow('is no socket');
});

test('a stop ends streams of events and lets other answers finish', async () => {
  const stop = prepareStop(server);
  await listen(server, { path });
  const stream = await ask('/stream');
  const ended = new Promise((resolve) => stream.on('error', resolve).on('close', resolve).resume());
  const slow = ask('/slow');
  await once(server, 'request');
  await Promise.all([stop(), ended]);
  const body = (await slow).setEncoding('utf8');
  expect(await body.toArray()).toEqual(['done']);
});
