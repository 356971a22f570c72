/** A real nginx with the platform's own configuration, on ports and folders of its own. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { stream } from '../../../server/shared/process.ts';

const ROLE = new URL('../../../ansible/roles/nginx/', import.meta.url).pathname;

export interface FrontDoor {
  folder: string;
  ports: { dashboard: number; workspaces: number; git: number };
  /** Where nginx expects its upstreams' sockets. */
  sockets: { dashboard: string; monitoring: string; git: string; workspace: (name: string, part: string) => string };
  /** Everything in its logs so far. */
  logs: () => Promise<string>;
  stop: () => Promise<void>;
}

/** Starts it; `experiments` get a socket folder each. */
export async function startFrontDoor(experiments: readonly string[]): Promise<FrontDoor> {
  const folder = await mkdtemp(join(tmpdir(), 'homelab-door-'));
  const at = (path: string) => join(folder, path);
  for (const path of ['etc', 'run/web', 'gitea', 'static', 'log', 'temp']) await mkdir(at(path), { recursive: true });
  for (const name of experiments) await mkdir(at(`run/door/${name}`), { recursive: true });
  const first = await freePorts(3);
  const ports = { dashboard: first, workspaces: first + 1, git: first + 2 };

  const place = (text: string) =>
    text
      .replaceAll('/etc/nginx/homelab-paas/', at('etc/'))
      .replaceAll('/run/nginx-homelab-paas', at('cache'))
      .replaceAll('/run/homelab-paas/', at('run/'))
      .replaceAll('/run/gitea/', at('gitea/'))
      .replaceAll('/opt/homelab-paas/.next/static/', at('static/'))
      .replaceAll('/var/log/nginx/', at('log/'));
  for (const file of await readdir(join(ROLE, 'files/homelab-paas'))) {
    await writeFile(at(`etc/${file}`), place(await readFile(join(ROLE, 'files/homelab-paas', file), 'utf8')));
  }
  const listen = await readFile(join(ROLE, 'templates/listen.conf.j2'), 'utf8');
  for (const [site, port] of Object.entries(ports)) {
    const text = listen.replace(/\{% if[\s\S]*\{% endif %\}/, '').replaceAll('{{ item.port }}', `127.0.0.1:${port}`);
    await writeFile(at(`etc/listen-${site}.conf`), text);
  }
  const sites = place(await readFile(join(ROLE, 'files/conf.d/homelab-paas.conf'), 'utf8'));
  await writeFile(at('nginx.conf'), mainConfiguration(folder, sites));

  const nginx = stream('/usr/sbin/nginx', ['-p', folder, '-e', at('log/error.log'), '-c', at('nginx.conf')], {
    timeoutMs: 600_000,
  });
  let said = '';
  nginx.stderr.on('data', (data) => {
    said += data;
  });
  nginx.stdout.resume();
  const ended = nginx.exit.then((code) => {
    throw new Error(`nginx ended with status ${code}: ${said}`);
  });
  await Promise.race([ended, Promise.all(Object.values(ports).map(reachable))]);
  ended.catch(() => undefined); // it ends when the test stops it

  const logs = async () =>
    (await Promise.all(['access', 'error'].map((log) => readFile(at(`log/${log}.log`), 'utf8')))).join('');
  return {
    folder,
    ports,
    sockets: {
      dashboard: at('run/web/dashboard.sock'),
      monitoring: at('run/web/monitoring.sock'),
      git: at('gitea/gitea.sock'),
      workspace: (name, part) => at(`run/door/${name}/${part}.sock`),
    },
    logs,
    stop: async () => {
      nginx.kill();
      await nginx.exit;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function mainConfiguration(folder: string, sites: string): string {
  const user = userInfo().username;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/temp/${kind};`,
  );
  return `daemon off;
${process.getuid?.() === 0 ? `user ${user};` : ''}
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/log/error.log;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types;
  ${temporary.join('\n  ')}
  ${sites}
}
`;
}

/** The first of `count` free ports in a row. */
async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const first = (await takePort(0)) ?? 0;
    const others = await Promise.all(Array.from({ length: count - 1 }, (_, index) => takePort(first + 1 + index)));
    if (first !== 0 && !others.includes(null)) return first;
  }
  throw new Error(`there are no ${count} free ports in a row`);
}

/** The port, or any for 0, when it is free, else null. */
async function takePort(port: number): Promise<number | null> {
  const server = createServer();
  const taken = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  const address = server.address();
  if (taken) await new Promise((resolve) => server.close(resolve));
  return taken && address !== null && typeof address !== 'string' ? address.port : null;
}

async function reachable(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const there = await fetch(`http://127.0.0.1:${port}/internal`).then(
      () => true,
      () => false,
    );
    if (there) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`nothing answers on port ${port}`);
}
