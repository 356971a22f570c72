import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { execute } from '../../server/shared/process.ts';
import { Api, create, ended, remove } from './support/api.ts';
import { ADDRESS, inContainer, said, script, sql, until } from './support/container.ts';
import { addKey, Inside, makeKey, SSH_OPTIONS, ssh } from './support/inside.ts';
import { inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NAME = 'inner';
const ACCOUNT = `exp-${NAME}`;
const VALUE = `s3cret "$HOME" \\ \`id\` ü\t${randomBytes(6).toString('hex')}`;

let api: Api;
let bob: Api;
let before: string[];
let inside: Inside;
let uid: string;

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  bob = await Api.logIn(await makePerson('bob'));
  before = await inventory();
  expect((await create(api, NAME)).failure).toBeNull();
  uid = await said('id', '-u', ACCOUNT);
  expect((await api.mutate('secrets.set', { name: NAME, secret: 'API_KEY', value: VALUE })).message).toBeNull();
  inside = new Inside(api, NAME);
  await inside.open('lab', 'ssh');
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

describe('a shell of an experiment', () => {
  const words = `for p in uv npm node psql git opencode python3; do command -v $p >/dev/null || echo missing $p; done
    env | grep -oE '^(DATABASE_URL|REPOSITORY_URL|GITEA_TOKEN|METRICS_URL|LOGS_URL|LOGS_TOKEN|PGDATABASE)=' | sort | tr -d '\\n'; echo
    printf '%s' "$API_KEY" | base64 -w0; echo`;
  const names = 'DATABASE_URL=GITEA_TOKEN=LOGS_TOKEN=LOGS_URL=METRICS_URL=PGDATABASE=REPOSITORY_URL=';

  test.each(['lab', 'ssh'] as const)('has its programs, its environment and its secrets in %s', async (context) => {
    const { stdout } = await inside.run(context, words);
    expect(stdout.trim().split('\n').slice(-2)).toEqual([names, Buffer.from(VALUE).toString('base64')]);
    expect(stdout).not.toContain('missing');
  });

  test('tells at log-in what there is and where, in far less time than measuring the home would take', async () => {
    const { stdout } = await inside.ssh(['bash', '-lic', 'true'], '', ['-tt']);
    for (const word of [
      NAME,
      'Home',
      'Memory',
      'Database',
      'Repository',
      'Snapshots',
      'uv, npm, psql, git, opencode',
    ]) {
      expect(stdout).toContain(word);
    }
    expect(stdout).toContain(`http://${ADDRESS}:8080/user/${NAME}/lab`);
    expect(await said('cat', '/opt/homelab-paas/experiments/welcome')).not.toMatch(/\bdu\b|\bfind\b/);
  });
});

describe('secrets', () => {
  test('are listed by name and never by value, and stand in no table, log or audit row', async () => {
    const listed = await api.query<{ secret: string }[]>('secrets.list', { name: NAME });
    expect(listed.data.map(({ secret }) => secret)).toEqual(['API_KEY']);
    expect(JSON.stringify(listed.data)).not.toContain('s3cret');
    const audited = `select details::text from audit where action = 'secret.set' and subject = '${NAME}' order by id desc limit 1`;
    expect(JSON.parse(await sql(audited))).toEqual({ secret: 'API_KEY' });
    expect(await script(`runuser -u postgres -- pg_dump homelab_paas | grep -cF 's3cret' || true`)).toBe('0');
    expect(await script(`journalctl --no-pager -o cat | grep -cF 's3cret' || true`)).toBe('0');
  });

  test.each([
    ['PATH', 'x'],
    ['LD_PRELOAD', 'x'],
    ['PGHOST', 'x'],
    ['GITEA_TOKEN', 'x'],
    ['BASH_ENV', 'x'],
    ['lower', 'x'],
    ['1ST', 'x'],
    ['A B', 'x'],
    ['LINES_OF_IT', 'one\ntwo'],
    ['LONG', 'x'.repeat(32 * 1024 + 1)],
  ])('refuse the name or value of %s', async (secret, value) => {
    expect((await api.mutate('secrets.set', { name: NAME, secret, value })).status).toBe(400);
  });

  test('are gone from the environment of what starts after they were removed', async () => {
    expect((await api.mutate('secrets.set', { name: NAME, secret: 'PASSING', value: 'by' })).message).toBeNull();
    expect((await inside.ssh(['echo $PASSING'])).stdout.trim()).toBe('by');
    expect((await api.mutate('secrets.remove', { name: NAME, secret: 'PASSING' })).message).toBeNull();
    expect((await inside.ssh(['echo $PASSING'])).stdout.trim()).toBe('');
  });

  test('are nobody’s to set who may not manage the experiment', async () => {
    expect((await bob.mutate('secrets.set', { name: NAME, secret: 'X', value: 'y' })).status).toBe(404);
    expect((await bob.query('secrets.list', { name: NAME })).status).toBe(404);
  });
});

describe('the log endpoint', () => {
  const post = (body: string, token = '$LOGS_TOKEN') =>
    inside.run(
      'ssh',
      `curl -s --noproxy '*' -w '%{http_code}' -o /dev/null -H "Authorization: Bearer ${token}" --data-binary @- "$LOGS_URL" <<'END'\n${body}\nEND`,
    );

  test('takes lines of text and of JSON, without what could write over other lines', async () => {
    const body = `plain \u001b[31mred\u001b[0m\n{"level":"error","message":"it broke"}\n<0>not an emergency`;
    expect((await post(body)).stdout).toBe('202');
    const lines = await until('posted lines', 20, async () => {
      const { data } = await api.query<{ lines: { text: string; level: string }[] }>('experiments.logs', {
        name: NAME,
        source: 'posted',
        lines: 10,
      });
      return data.lines.length >= 3 ? data.lines : null;
    });
    expect(lines.map(({ text, level }) => [level, text])).toEqual([
      ['info', 'plain red'],
      ['error', 'it broke'],
      ['info', '<0>not an emergency'],
    ]);
  });

  test('gives JupyterLab’s own lines to who may read logs, and nothing to others', async () => {
    const lab = await api.query<{ lines: { text: string }[] }>('experiments.logs', {
      name: NAME,
      source: 'lab',
      lines: 200,
    });
    expect(lab.data.lines.map(({ text }) => text).join('\n')).toContain('Jupyter');
    expect((await bob.query('experiments.logs', { name: NAME, source: 'lab', lines: 5 })).status).toBe(404);
  });

  test('refuses a wrong token, too much at once and too much in a minute', async () => {
    expect((await post('x', 'wrong')).stdout).toBe('401');
    expect(
      (
        await inside.run(
          'ssh',
          `head -c 300000 /dev/zero | tr '\\0' x | curl -s --noproxy '*' -w '%{http_code}' -o /dev/null -H "Authorization: Bearer $LOGS_TOKEN" --data-binary @- "$LOGS_URL"`,
        )
      ).stdout,
    ).toBe('413');
    expect((await post('line\n'.repeat(1001))).stdout).toBe('429');
  });

  test('is not forged by who logs under its name', async () => {
    const id = await sql(`select id from experiments where name = '${NAME}'`);
    await script(`echo forged | runuser -u homelab-auth -- systemd-cat -t experiment/${id}`);
    const { data } = await api.query<{ lines: { text: string }[] }>('experiments.logs', {
      name: NAME,
      source: 'posted',
      lines: 50,
    });
    expect(data.lines.map(({ text }) => text)).not.toContain('forged');
  });
});

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
  expect(await inventory()).toEqual(before);
  expect((await inContainer(['ls', '/run/homelab-ssh/sessions'])).stdout).toBe('');
});

async function running(): Promise<string[]> {
  const { stdout } = await inContainer(['pgrep', '-u', ACCOUNT, '-af', 'sleep 400']);
  return stdout
    .split('\n')
    .flatMap((line) => /^\d+ (sleep 400\d)$/.exec(line)?.[1] ?? [])
    .sort();
}

/** Starts processes until the kernel gives no more, says how many there were and takes them away. */
const FORK = `
import os, signal, time
children = []
try:
    while len(children) < 3000:
        pid = os.fork()
        if pid == 0:
            time.sleep(60)
            os._exit(0)
        children.append(pid)
except BlockingIOError:
    pass
for pid in children:
    os.kill(pid, signal.SIGKILL)
print('forked', len(children))
`;
