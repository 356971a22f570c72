import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { execute, type RunResult, run } from '../../server/shared/process.ts';

/** scripts/launch as its user calls it, with an empty container of its own beside the one under test. */
const LAUNCH = resolve(import.meta.dirname, '../../scripts/launch');
const NAME = `hp-launch-${process.pid}`;
const FOLDER = `/var/lib/homelab-paas-launch/${NAME}`;
const PORT = 18_000 + (process.pid % 1000) * 3;
const MARK = '/root/made-by-the-test';

function launch(...options: string[]): Promise<RunResult> {
  return execute(LAUNCH, ['--name', NAME, ...options], { timeoutMs: 300_000 });
}

function inside(...args: string[]): Promise<RunResult> {
  return execute('lxc-attach', ['-P', '/var/lib/homelab-paas-launch', '-n', NAME, '--clear-env', '--', ...args]);
}

/** What launch must leave alone: links, firewall rules and containers, without its own. */
async function others(): Promise<string[]> {
  const links = (await run('ip', ['-o', 'link'])).stdout
    .split('\n')
    .map((line) => line.split(':')[1]?.split('@')[0] ?? '');
  const rules = (await run('iptables-save', [])).stdout.split('\n').filter((line) => line.startsWith('-A'));
  const containers = (await run('lxc-ls', ['-P', '/var/lib/homelab-paas-launch', '-1'])).stdout.split('\n');
  const bridge = await readFile(`${FOLDER}/state/bridge`, 'utf8').catch(() => 'none');
  return [
    ...links.filter((link) => !link.includes('veth') && link.trim() !== bridge.trim()),
    ...rules.filter((rule) => !rule.includes(`homelab-paas-launch:${NAME}`)),
    ...containers.filter((container) => container !== NAME),
  ].sort();
}

async function ownRules(): Promise<string[]> {
  return (await run('iptables-save', [])).stdout
    .split('\n')
    .filter((line) => line.includes(`homelab-paas-launch:${NAME} `) || line.includes(`homelab-paas-launch:${NAME}"`));
}

let before: string[];

beforeAll(async () => {
  before = await others();
  const made = await launch('--empty', '--port', String(PORT));
  expect(made.code, made.stderr + made.stdout).toBe(0);
});

afterAll(async () => {
  if (existsSync(FOLDER)) await launch('--destroy', '--yes');
});

test('the container is unprivileged: its root is nobody on this machine', async () => {
  const pid = (await run('lxc-info', ['-P', '/var/lib/homelab-paas-launch', '-n', NAME, '-pH'])).stdout.trim();
  const [, outside] = (await readFile(`/proc/${pid}/uid_map`, 'utf8')).trim().split(/\s+/);
  expect(Number(outside)).toBeGreaterThanOrEqual(100_000);
});

test('the dashboard’s port answers on 127.0.0.1 at the port asked for', async () => {
  const answer = 'HTTP/1.0 200 OK\\r\\n\\r\\nfrom inside';
  const server = `$s = IO::Socket::INET->new(Listen => 5, LocalPort => 8080, ReuseAddr => 1) or die; while ($c = $s->accept) { sysread $c, $_, 4096; print $c "${answer}"; close $c }`;
  await inside(
    'systemd-run',
    '--quiet',
    '--expand-environment=no',
    '--unit=answer',
    'perl',
    '-MIO::Socket::INET',
    '-e',
    server,
  );
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await (await fetch(`http://127.0.0.1:${PORT}/`)).text()).toBe('from inside');
});

test('called again it uses the same container and the same network', async () => {
  const subnet = await readFile(`${FOLDER}/state/subnet`, 'utf8');
  await inside('touch', MARK);
  expect((await launch('--empty')).code).toBe(0);
  expect((await inside('ls', MARK)).code).toBe(0);
  expect(await readFile(`${FOLDER}/state/subnet`, 'utf8')).toBe(subnet);
});

test('--down stops it and takes its network away, and its data is there the next time', async () => {
  expect((await launch('--down')).code).toBe(0);
  expect((await run('lxc-info', ['-P', '/var/lib/homelab-paas-launch', '-n', NAME, '-sH'])).stdout.trim()).toBe(
    'STOPPED',
  );
  expect(await ownRules()).toEqual([]);
  expect(await others()).toEqual(before);
  expect((await launch('--empty')).code).toBe(0);
  expect((await inside('ls', MARK)).code).toBe(0);
});

test('--fresh replaces it', async () => {
  expect((await launch('--empty', '--fresh')).code).toBe(0);
  expect((await inside('ls', MARK)).code).not.toBe(0);
});

test('--destroy asks first: without an answer nothing is removed', async () => {
  const refused = await launch('--destroy');
  expect(refused.code).not.toBe(0);
  expect(refused.stderr + refused.stdout).toMatch(/Nothing was removed/);
  expect((await inside('true')).code).toBe(0);
});

test('--destroy --yes removes container, bridge and rules, and nothing that launch did not make', async () => {
  expect((await launch('--destroy', '--yes')).code).toBe(0);
  expect(existsSync(FOLDER)).toBe(false);
  expect(await ownRules()).toEqual([]);
  expect(await others()).toEqual(before);
});

test.each([
  [['--name', 'Not A Name'], /cannot be a container/],
  [['--port', 'http'], /cannot be used: --port/],
  [['--gitea', '/nowhere/gitea'], /no file/],
  [['--nonsense'], /no option --nonsense/],
])('%j is refused with a sentence, and nothing is made', async (options, sentence) => {
  const refused = await execute(LAUNCH, options);
  expect(refused.code).not.toBe(0);
  expect(refused.stderr + refused.stdout).toMatch(sentence);
});
