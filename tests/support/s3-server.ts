import { mkdir, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run, stream } from '../../server/shared/process.ts';

/**
 * moto from PyPI: a server that speaks S3 and keeps everything in memory. It does not check signatures or rights, knows one account,
 * and forgets all when it ends; what it says of multipart uploads, ranges, lists and missing objects is what S3 says.
 */
const PACKAGES = ['moto==5.2.5', 'flask==3.1.3', 'flask-cors==6.0.5'];

export interface S3Server {
  url: string;
  port: number;
  stop: () => Promise<void>;
}

/** Starts one on a free port of `host`; the first time it is installed into the cache of the tests. */
export async function startS3Server(host = '127.0.0.1'): Promise<S3Server> {
  const program = await install();
  const port = await freePort(host);
  const env = { PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: homedir() };
  const server = stream(program, ['-H', host, '-p', String(port)], { env, timeoutMs: 30 * 60_000 });
  server.stdout.resume();
  server.stderr.resume();
  const url = `http://${host}:${port}`;
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (
      await fetch(`${url}/moto-api/`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      break;
    if (Date.now() > end) throw new Error('moto did not start within 30 s');
  }
  const stop = async () => {
    server.kill();
    await server.exit;
  };
  return { url, port, stop };
}

async function install(): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'homelab-paas');
  const folder = join(cache, PACKAGES[0] ?? 'moto');
  const program = join(folder, 'bin/moto_server');
  if (await stat(program).catch(() => null)) return program;
  await mkdir(cache, { recursive: true });
  const env = Object.fromEntries(Object.entries(process.env).map(([key, value]) => [key, value ?? '']));
  await run('/usr/bin/python3', ['-m', 'venv', '--clear', folder], { timeoutMs: 120_000 });
  await run(join(folder, 'bin/pip'), ['install', '--quiet', ...PACKAGES], { env, timeoutMs: 300_000 });
  return program;
}

function freePort(host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, host, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
