import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from '../../server/shared/process.ts';
import { Api, create, ended, remove } from './support/api.ts';
import { ADDRESS, inContainer, said, until } from './support/container.ts';
import { FORK } from './support/fork.ts';
import { addKey, Inside, makeKey, SSH_OPTIONS, ssh } from './support/inside.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NAME = 'by-ssh';
const ACCOUNT = `exp-${NAME}`;

let api: Api;
let before: string[];
let inside: Inside;
let uid: string;

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  before = await inventory();
  expect((await create(api, NAME)).failure).toBeNull();
  uid = await said('id', '-u', ACCOUNT);
  expect((await api.mutate('workspaces.start', { name: NAME, workspace: 'lab' })).message).toBeNull();
  inside = new Inside(api, NAME);
  await inside.open('ssh');
});

afterAll(async () => {
  await inside?.close();
  await remove(api, NAME).catch(() => undefined);
});

interface Keys {
  port: number;
  account: string;
  keys: { id: string; label: string; fingerprint: string }[];
}
const listKeys = async () => (await api.query<Keys>('sshKeys.list', { name: NAME })).data;

describe('an SSH log-in', () => {
  test('is in the slice of the experiment, under its limits, without privileges or a service manager', async () => {
    const { stdout } = await inside.ssh(['cat /proc/self/cgroup; grep NoNewPrivs /proc/self/status; id -un; ls /home']);
    expect(stdout).toContain(`/user.slice/user-${uid}.slice/session-`);
    expect(stdout).toMatch(/NoNewPrivs:\s*1/);
    expect(stdout.trim().split('\n').slice(-2)).toEqual([ACCOUNT, ACCOUNT]);
    expect((await inContainer(['systemctl', 'is-active', `user@${uid}.service`])).stdout.trim()).not.toBe('active');
  });

  test('is ended by the limits of the slice, and not the workspace beside it', async () => {
    await said('systemctl', 'set-property', '--runtime', `user-${uid}.slice`, 'TasksMax=120');
    const { stdout } = await inside.ssh(['python3', '-'], FORK);
    await said('systemctl', 'revert', `user-${uid}.slice`).catch(() => '');
    expect(Number(/forked (\d+)/.exec(stdout)?.[1])).toBeLessThan(120);
    expect(await said('systemctl', 'is-active', `experiment-lab@${NAME}.service`)).toBe('active');
  });

  test('needs a key that was added: no password, no other key, no other account', async () => {
    const stranger = await makeKey();
    expect((await ssh(stranger, ACCOUNT, ['true'])).stdout).toContain('Permission denied (publickey)');
    const asked = await ssh(stranger, ACCOUNT, ['true'], '', [
      '-o',
      'PreferredAuthentications=password,keyboard-interactive',
    ]);
    expect(asked.stdout).toContain('Permission denied (publickey)');
    for (const account of ['root', 'alice', 'homelab'])
      expect((await ssh(inside.key, account, ['true'])).code).toBe(255);
    await rm(join(stranger, '..'), { recursive: true });
  });

  test('is refused by the machine’s own SSH server', async () => {
    const args = ['-i', inside.key, ...SSH_OPTIONS, `${ACCOUNT}@${ADDRESS}`, 'true'];
    const { code, stderr: stdout } = await execute('/usr/bin/ssh', args);
    expect([code, stdout]).toEqual([255, expect.stringContaining('Permission denied')]);
  });

  test('carries files by sftp, scp and rsync', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'homelab-copy-'));
    const key = inside.key;
    const options = ['-P', '2222', '-i', key, ...SSH_OPTIONS];
    await writeFile(join(folder, 'here'), 'content\n');
    const target = `${ACCOUNT}@${ADDRESS}`;
    const sent = await execute('/usr/bin/scp', [...options, join(folder, 'here'), `${target}:there`]);
    expect([sent.code, sent.stderr]).toEqual([0, '']);
    const fetched = await execute('/usr/bin/sftp', [...options, '-b', '-', target], {
      input: `get there ${folder}/back\n`,
    });
    expect(fetched.code, fetched.stderr).toBe(0);
    expect(await readFile(join(folder, 'back'), 'utf8')).toBe('content\n');
    expect((await inside.ssh(['rsync --version'])).code).toBe(0);
    await rm(folder, { recursive: true });
  });

  test('forwards to the machine’s loopback, which an editor needs, and nowhere else', async () => {
    const local = await inside.ssh([], '', ['-W', '127.0.0.1:22']); // a server that speaks first
    expect(local.stdout).toContain('SSH-2.0');
    const elsewhere = await inside.ssh([], '', ['-W', `${ADDRESS}:8080`]);
    expect([elsewhere.code, elsewhere.stdout]).toEqual([255, expect.stringMatching(/prohibited|forwarding failed/)]);
    const back = await inside.ssh(['true'], '', ['-o', 'ExitOnForwardFailure=yes', '-R', '18080:127.0.0.1:80']);
    expect(back.code).toBe(255);
  });

  test('takes nothing along when it ends: JupyterLab goes on', async () => {
    await inside.ssh(['true']);
    await until('the session to be forgotten', 40, async () =>
      (await inContainer(['test', '-e', `/run/systemd/users/${uid}`])).code === 0 ? null : true,
    );
    expect(await said('systemctl', 'is-active', `experiment-lab@${NAME}.service`)).toBe('active');
  });
});

describe('keys', () => {
  test.each([
    ['options', (line: string) => `command="id" ${line}`],
    ['a second line', (line: string) => `${line.trim()}\n${line.trim()}`],
    ['a key that was cut off', (line: string) => line.slice(0, 60)],
    ['another type than the key’s', (line: string) => line.replace('ssh-ed25519', 'ssh-rsa')],
    ['nothing', () => ''],
  ])('with %s are refused', async (_what, change) => {
    const key = await makeKey();
    const publicKey = change(await readFile(`${key}.pub`, 'utf8'));
    expect((await api.mutate('sshKeys.add', { name: NAME, label: '', publicKey })).status).toBe(400);
    await rm(join(key, '..'), { recursive: true });
  });

  test('that are too short are refused, and those there are shown by ssh-keygen’s fingerprint', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'homelab-key-'));
    await execute('/usr/bin/ssh-keygen', ['-q', '-t', 'rsa', '-b', '1024', '-N', '', '-f', join(folder, 'short')]);
    const publicKey = await readFile(join(folder, 'short.pub'), 'utf8').catch(() => '');
    if (publicKey !== '') {
      const refused = await api.mutate('sshKeys.add', { name: NAME, label: '', publicKey });
      expect(refused.message).toContain('1024 bits');
    }
    const fingerprint = (await execute('/usr/bin/ssh-keygen', ['-lf', `${inside.key}.pub`])).stdout.split(' ')[1];
    expect((await listKeys()).keys.map((key) => key.fingerprint)).toContain(fingerprint);
    await rm(folder, { recursive: true });
  });

  test('that are removed end the log-ins that they opened, with what these left running, and no others', async () => {
    const key = await addKey(api, NAME);
    const fingerprint = (await execute('/usr/bin/ssh-keygen', ['-lf', `${key}.pub`])).stdout.split(' ')[1];
    const opened = ssh(key, ACCOUNT, ['setsid sleep 4001 >/dev/null 2>&1 & exec sleep 4002']);
    const kept = inside.ssh(['exec sleep 4003']);
    await until('three programs to run', 30, async () => ((await running()).length === 3 ? true : null));
    const id = (await listKeys()).keys.find((entry) => entry.fingerprint === fingerprint)?.id;
    expect((await api.mutate('sshKeys.remove', { name: NAME, id })).message).toBeNull();
    expect((await opened).code).toBe(255);
    expect(await running()).toEqual(['sleep 4003']);
    expect((await ssh(key, ACCOUNT, ['true'])).stdout).toContain('Permission denied (publickey)');
    await said('pkill', '-u', ACCOUNT, '-f', 'sleep 4003');
    await kept;
    await rm(join(key, '..'), { recursive: true });
  });

  test('open nothing while the experiment is stopped, and do again when it is started', async () => {
    const stop = await api.mutate<{ operationId: string }>('experiments.stop', { name: NAME });
    expect(stop.message).toBeNull();
    expect((await ended(api, stop.data.operationId)).failure).toBeNull();
    expect((await inside.ssh(['true'])).code).toBe(255);
    const start = await api.mutate<{ operationId: string }>('experiments.start', { name: NAME });
    expect((await ended(api, start.data.operationId)).failure).toBeNull();
    expect((await inside.ssh(['echo in'])).stdout.trim()).toBe('in');
  });
});

test('an experiment that is deleted while somebody is in by SSH leaves nothing', async () => {
  const open = inside.ssh(['setsid sleep 4004 >/dev/null 2>&1 & exec sleep 4005']);
  await until('the log-in to run', 30, async () => ((await running()).length === 2 ? true : null));
  await inside.close();
  expect((await remove(api, NAME)).failure).toBeNull();
  expect((await open).code).toBe(255);
  expect(await changesSince(before)).toEqual([]);
  expect((await inContainer(['ls', '/run/homelab-ssh/sessions'])).stdout).toBe('');
});

async function running(): Promise<string[]> {
  const { stdout } = await inContainer(['pgrep', '-u', ACCOUNT, '-af', 'sleep 400']);
  return stdout
    .split('\n')
    .flatMap((line) => /^\d+ (sleep 400\d)$/.exec(line)?.[1] ?? [])
    .sort();
}
