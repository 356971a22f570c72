import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../server/shared/process.ts';
import { ADDRESS, inContainer, said, script } from '../system/support/container.ts';
import { serveFolder } from './serve-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MINUTES = 60_000;

let folder: string;
let server: { url: string; close: () => void };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homelab-release-'));
  await run(join(ROOT, 'scripts/release'), [join(folder, 'homelab-paas.tar.gz')]);
  await copyFile(join(ROOT, 'bootstrap.sh'), join(folder, 'bootstrap.sh'));
  server = await serveFolder(folder, ADDRESS.replace(/\.\d+$/, '.1'));
  await said('apt-get', 'install', '--yes', '--quiet', 'curl');
  if (process.env.HOMELAB_TEST_GITEA) {
    const binary = await readFile(process.env.HOMELAB_TEST_GITEA);
    await inContainer(['sh', '-c', 'cat > /root/gitea'], { input: binary });
  }
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

/** curl … | bash with options, as the README has it. */
function bootstrap(options = '', timeoutMs = 20 * MINUTES) {
  const gitea = process.env.HOMELAB_TEST_GITEA ? '--gitea /root/gitea' : '';
  const command = `curl -fsSL ${server.url}/bootstrap.sh | bash -s -- --source ${server.url}/homelab-paas.tar.gz ${gitea} ${options}`;
  return inContainer(['bash', '-o', 'pipefail', '-c', command], { timeoutMs });
}

test('a download that was cut off runs nothing', async () => {
  const whole = await readFile(join(folder, 'bootstrap.sh'), 'utf8');
  const before = await script('ls -a / /opt /etc /var/log; dpkg -l | wc -l');
  for (const part of [0.2, 0.5, 0.8, 0.99]) {
    await inContainer(['bash', '-s'], { input: whole.slice(0, Math.floor(whole.length * part)) });
  }
  expect(await script('ls -a / /opt /etc /var/log; dpkg -l | wc -l')).toBe(before);
});

test('what is wrong with the machine is said before anything is changed, with what to do', async () => {
  await script('command -v ansible-playbook && exit 1 || true');
  const refused = await inContainer(
    [
      'bash',
      '-c',
      `exec 5< <(perl -MIO::Socket::INET -e '$s = IO::Socket::INET->new(Listen => 1, LocalPort => 8080) or die; print "up\\n"; $| = 1; STDOUT->flush; sleep 60'); read -r -u 5; curl -fsSL ${server.url}/bootstrap.sh | bash -s -- --check-only; s=$?; kill $!; exit $s`,
    ],
    { timeoutMs: 2 * MINUTES },
  );
  expect(refused.code).not.toBe(0);
  expect(refused.stderr).toMatch(/Port 8080 is in use/);
  expect((await inContainer(['which', 'ansible-playbook'])).code).not.toBe(0);
});

test('an option that does not exist and a source that is none are refused', async () => {
  expect((await bootstrap('--nonsense')).stderr).toMatch(/no option --nonsense/);
  const refused = await inContainer(['bash', '-c', `curl -fsSL ${server.url}/bootstrap.sh | bash -s -- --admin 'A B'`]);
  expect(refused.stderr).toMatch(/cannot be the name of an account/);
});

test('curl | bash sets up a fresh container and says the address, the log-in and where the log is', async () => {
  const { code, stdout, stderr } = await bootstrap();
  expect(code, stderr + stdout).toBe(0);
  expect(stdout).toMatch(new RegExp(`Dashboard +http://${ADDRESS}:8080`));
  expect(stdout).toMatch(/Log in as +admin.*password/);
  expect(stdout).toMatch(/Log +\/var\/log\/homelab-paas\/bootstrap\.log/);
  if (!process.env.HOMELAB_TEST_GITEA) expect(stdout).toMatch(/no issues, pull requests or packages/);
  const password = /password +(\S+)/.exec(stdout)?.[1] ?? 'none was shown';
  expect(password.length).toBeGreaterThan(11);
  expect(await script(`grep -rlF '${password}' /var/log/homelab-paas /etc/homelab-paas || true`)).toBe('');
  const health = await fetch(`http://${ADDRESS}:8080/api/health`);
  expect(await health.json()).toEqual({ status: 'ok' });
});

test('every unit runs and none has failed', async () => {
  const units = [
    'nginx',
    'postgresql',
    'gitea',
    'dashboard',
    'worker',
    'monitoring',
    'prometheus',
    'provisioner.socket',
    'authenticator.socket',
  ];
  expect(await script(`systemctl is-active ${units.join(' ')} || true`)).toBe(units.map(() => 'active').join('\n'));
  expect(await said('systemctl', 'list-units', '--failed', '--no-legend', '--plain')).toBe('');
});

test('a second run changes nothing', async () => {
  const { code, stdout, stderr } = await bootstrap();
  expect(code, stderr + stdout).toBe(0);
  expect(stdout).toMatch(/changed=0 /);
});

test('a newer version upgrades: it says its version, and what was there stays', async () => {
  const token = await said('sha256sum', '/etc/homelab-paas/master.key', '/etc/homelab-paas/gitea.token');
  const unpacked = join(folder, 'newer');
  await mkdir(unpacked);
  await run('tar', ['-xzf', join(folder, 'homelab-paas.tar.gz'), '-C', unpacked, '--strip-components=1']);
  const manifest = await readFile(join(unpacked, 'package.json'), 'utf8');
  await writeFile(join(unpacked, 'package.json'), manifest.replace(/"version": "[^"]+"/, '"version": "99.0.0"'));
  await run('tar', ['-czf', join(folder, 'homelab-paas.tar.gz'), '-C', folder, 'newer']);
  const { code, stdout, stderr } = await bootstrap();
  expect(code, stderr + stdout).toBe(0);
  expect(stdout).not.toMatch(/changed=0 /);
  expect(JSON.parse(await said('cat', '/etc/homelab-paas/config.json')).version).toBe('99.0.0');
  expect(await said('sha256sum', '/etc/homelab-paas/master.key', '/etc/homelab-paas/gitea.token')).toBe(token);
  expect(await (await fetch(`http://${ADDRESS}:8080/api/health`)).json()).toEqual({ status: 'ok' });
});

test('no password is in the log, and nothing of npm’s belongs to root’s programs', async () => {
  expect(await said('stat', '-c', '%U', '/opt/homelab-paas', '/opt/homelab-paas/server')).toBe('root\nroot');
  expect(await said('stat', '-c', '%U', '/opt/homelab-paas/node_modules')).toBe('homelab-build');
  expect(
    await script(`find /opt/homelab-paas/server ! -user root -o -path '*/server/*' -perm /022 ! -type l | head`),
  ).toBe('');
});

test('root and the build keep nothing where any account could have put a file before them', async () => {
  const shared = await script(
    `find /tmp /var/tmp /run/lock -mindepth 1 -maxdepth 1 \\( -name 'node-*' -o -name 'homelab-*' \\)`,
  );
  expect(shared).toBe('');
});
