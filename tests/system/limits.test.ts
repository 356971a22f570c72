import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Api, ended, remove } from './support/api.ts';
import { inContainer, said, script, sql, until } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';
import { ask } from './support/provisioner.ts';

const NAME = 'limits-1';
const ACCOUNT = `exp-${NAME}`;
const MIB = 1024 ** 2;

let api: Api;
let uid: string;
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  before = await inventory();
  const limits = {
    memoryMaxBytes: 640 * MIB,
    cpuPercent: 50,
    tasksMax: 200,
    diskBytes: 1024 * MIB,
    databaseConnections: 3,
    statementTimeoutMs: 2000,
  };
  const answer = await api.mutate<{ operationId: string }>('experiments.create', { name: NAME, limits });
  expect(answer.message).toBeNull();
  expect(await ended(api, answer.data.operationId)).toMatchObject({ failure: null, state: 'succeeded' });
  uid = await said('id', '-u', ACCOUNT);
  await inContainer([...inSlice('--unit=limits-hold'), 'sleep', '3600']);
});
afterAll(async () => {
  if (uid) {
    expect((await remove(api, NAME)).failure).toBeNull();
    expect(await changesSince(before)).toEqual([]);
  }
});

/** Starts something as the experiment, in its slice. */
function inSlice(...options: string[]): string[] {
  return ['systemd-run', '--quiet', '--collect', `--slice=user-${uid}.slice`, `--uid=${ACCOUNT}`, ...options, '--'];
}

/** Runs a command as the experiment, in its slice, and gives what it said and its status. */
function inside(command: string) {
  return inContainer([...inSlice('--wait', '--pipe'), 'bash', '-c', command], { timeoutMs: 120_000 });
}

async function update(limits: Record<string, number>) {
  return api.mutate<Record<string, number>>('limits.update', { name: NAME, limits });
}

/** Limits of the experiment’s slice as the kernel has them, in either version of control groups. */
async function kernel() {
  const lines = await script(`
    g=user.slice/user-${uid}.slice; c=/sys/fs/cgroup
    cat $c/memory/$g/memory.limit_in_bytes 2>/dev/null || cat $c/$g/memory.max
    cat $c/cpu/$g/cpu.cfs_quota_us 2>/dev/null || cut -d' ' -f1 $c/$g/cpu.max
    cat $c/cpu/$g/cpu.cfs_period_us 2>/dev/null || cut -d' ' -f2 $c/$g/cpu.max
    cat $c/pids/$g/pids.max 2>/dev/null || cat $c/$g/pids.max`);
  const [memory, quota = 0, period = 1, tasks] = lines.split('\n').map(Number);
  return { memory, cpuPercent: (quota / period) * 100, tasks };
}

const takeMemory = (mib: number) => `python3 -c "x = b'x' * (${mib} << 20); print('took it')"`;
/** How many of so many processes at once could be started. */
const startProcesses = (count: number) => `python3 -c "import os, time
started = 0
try:
    for _ in range(${count}):
        if os.fork() == 0:
            time.sleep(2)
            os._exit(0)
        started += 1
except OSError: pass
print(started)"`;
/** Share of one core that a busy loop got, in per cent. */
const burn = `python3 -c "import time; t=time.time()
while time.time()-t < 2: pass
print(round(time.process_time()/2*100))"`;

describe('limits given at creation', () => {
  test('are those of the kernel from the first process on', async () => {
    expect(await kernel()).toEqual({ memory: 640 * MIB, cpuPercent: 50, tasks: 200 });
  });

  test('hold from inside: memory, CPU and processes', async () => {
    expect((await inside(takeMemory(300))).stdout).toContain('took it');
    expect((await inside(takeMemory(800))).stdout).not.toContain('took it');
    expect(Number((await inside(burn)).stdout)).toBeLessThan(65);
    expect(Number((await inside(startProcesses(300))).stdout)).toBeLessThan(200);
  });

  test('hold for the database: connections, and statements even when the role sets its own timeout to none', async () => {
    const connect = `for i in 1 2 3 4 5; do psql -XAtc 'select pg_sleep(1)' 2>&1 & done; wait`;
    const own = `runuser -l ${ACCOUNT} -c`;
    const said = await script(`${own} "${connect}" || true`);
    expect(said.match(/too many connections for role/g)).toHaveLength(2);
    const timed = await inContainer(['runuser', '-l', ACCOUNT, '-c', "psql -Xc 'select pg_sleep(30)'"]);
    expect(timed.stderr).toContain('statement timeout');
    const evading = `psql -Xc 'set statement_timeout = 0' -c 'select pg_sleep(60)'`;
    const ended = await inContainer(['runuser', '-l', ACCOUNT, '-c', evading]);
    expect(ended.stderr).toContain('canceling statement due to user request');
    await script(`${own} "psql -Xqc 'alter role current_user set statement_timeout = 0'"`);
    const again = await inContainer(['runuser', '-l', ACCOUNT, '-c', "psql -Xc 'select pg_sleep(60)'"]);
    expect(again.stderr).toContain('canceling statement due to user request');
  });
});

describe('limits changed while it runs', () => {
  test('hold at once for what runs already, without a second file and without a restart', async () => {
    const answer = await update({ memoryMaxBytes: 400 * MIB, cpuPercent: 100, tasksMax: 100, databaseConnections: 5 });
    expect(answer.message).toBeNull();
    expect(await kernel()).toEqual({ memory: 400 * MIB, cpuPercent: 100, tasks: 100 });
    expect(await script(`ls /run/systemd/system.control | grep user- || true`)).toBe('');
    expect(await said('systemctl', 'show', '-P', 'NeedDaemonReload', `user-${uid}.slice`)).toBe('no');
    expect(await said('systemctl', 'is-active', 'limits-hold')).toBe('active');
    expect((await inside(takeMemory(500))).stdout).not.toContain('took it');
    expect(Number((await inside(startProcesses(150))).stdout)).toBeLessThan(100);
    expect(await sql(`select rolconnlimit from pg_roles where rolname = '${ACCOUNT}'`)).toBe('5');
    expect((await update({ statementTimeoutMs: 0 })).message).toBeNull();
    const sleep = await inContainer(['runuser', '-l', ACCOUNT, '-c', "psql -XAtc 'select 1 from pg_sleep(6)'"]);
    expect(sleep.stdout).toContain('1');
  });

  test('are refused above the maximum of the role, and below what is in use, which is named', async () => {
    expect(await update({ diskBytes: 200 * 1024 ** 3 })).toMatchObject({ status: 400 });
    await inContainer([
      ...inSlice('--unit=limits-use'),
      'python3',
      '-c',
      "x = b'x' * (200 << 20); import time; time.sleep(600)",
    ]);
    await until('the memory to be in use', 20, async () => {
      const used = await ask('limits.apply', await request({ memoryMaxBytes: 128 * MIB, memoryHighBytes: 128 * MIB }));
      return used.failure ? true : null;
    });
    const refused = await update({ memoryMaxBytes: 128 * MIB });
    expect(refused.status).toBe(409);
    expect(refused.message).toMatch(/use \d+ MiB of memory now/);
    expect(await kernel()).toMatchObject({ memory: 400 * MIB });
    expect(await said('systemctl', 'is-active', 'limits-use')).toBe('active');
    const { data } = await api.query<{ limits: { memoryMaxBytes: number } }>('limits.get', { name: NAME });
    expect(data.limits.memoryMaxBytes).toBe(400 * MIB);
    await said('systemctl', 'stop', 'limits-use');
  });

  test('are as before when they cannot be applied, and it is said why', async () => {
    const file = `/etc/systemd/system/user-${uid}.slice.d/50-homelab-paas.conf`;
    const ours = await said('cat', file);
    await script(`echo '[Slice]' > ${file}`);
    const refused = await update({ tasksMax: 90 });
    await inContainer(['tee', file], { input: `${ours}\n` });
    expect(refused).toMatchObject({ status: 409, message: expect.stringContaining('The limits are as before.') });
    const { data } = await api.query<{ limits: { tasksMax: number } }>('limits.get', { name: NAME });
    expect(data.limits.tasksMax).toBe(100);
    expect(await kernel()).toMatchObject({ tasks: 100 });
  });
});

describe('where the file system has no quotas, a home', () => {
  interface View {
    disk: { bytes: number; level: string; action: string | null } | null;
  }
  const view = async () => (await api.query<View>('limits.get', { name: NAME })).data.disk;
  const state = () => sql(`select state from experiments where name = '${NAME}'`);
  const untilLevel = (level: string) =>
    until(`the home to be ${level}`, 120, async () => ((await view())?.level === level ? await view() : null));
  const untilStopped = () => until('it to be stopped', 120, async () => ((await state()) === 'stopped' ? true : null));
  const write = (mib: number, file: string) => inside(`head -c ${mib}M /dev/zero > ~/${file}`);
  const start = async () => {
    const { data } = await api.mutate<{ operationId: string }>('experiments.start', { name: NAME });
    expect((await ended(api, data.operationId)).failure).toBeNull();
  };
  const dropIn = '/run/systemd/system/worker.service.d/90-test.conf';

  beforeAll(async () => {
    await script(`mkdir -p ${dropIn.replace('/90-test.conf', '')}
      printf '[Service]\\nEnvironment=HOMELAB_DISK_INTERVAL_S=1\\n' > ${dropIn}
      systemctl daemon-reload; systemctl restart worker`);
    expect((await update({ diskBytes: 128 * MIB })).message).toBeNull();
  });
  afterAll(() =>
    script(`rm -r ${dropIn.replace('/90-test.conf', '')}; systemctl daemon-reload; systemctl restart worker`),
  );

  test('is measured, and a person is warned near the limit', async () => {
    expect((await untilLevel('ok'))?.bytes).toBeGreaterThan(10_000);
    await write(120, 'big');
    expect(await untilLevel('near')).toMatchObject({ action: null });
    expect(await state()).toBe('ready');
  });

  test('over the limit is stopped, can be started to delete files, and is stopped again when it grows', async () => {
    await inContainer([...inSlice('--unit=limits-write'), 'bash', '-c', 'head -c 30M /dev/zero > ~/more; sleep 600']);
    await untilStopped();
    expect((await view())?.action).toMatch(/^It was stopped, since its home takes \d.* MiB of 128 MiB/);
    expect((await inContainer(['pgrep', '-u', ACCOUNT])).code).toBe(1);

    await start();
    await write(5, 'little');
    await write(40, 'again');
    await untilStopped();

    await start();
    await inside('rm ~/big ~/more ~/again');
    expect(await untilLevel('ok')).toMatchObject({ action: null });
    expect(await state()).toBe('ready');
  });
});

describe('a kernel that takes more memory than there is', () => {
  test('is ended alone: JupyterLab goes on, answers and tells that the kernel died', async () => {
    expect((await update({ memoryMaxBytes: 512 * MIB, diskBytes: 1024 * MIB })).message).toBeNull();
    const started = await api.mutate('workspaces.start', { name: NAME, workspace: 'lab' });
    expect(started.message).toBeNull();
    const main = await said('systemctl', 'show', '-P', 'MainPID', `experiment-lab@${NAME}.service`);
    const told = JSON.parse(await talkToKernel("x = b'x' * (700 << 20)"));
    expect(told).toEqual({ kernelScore: 800, serverScore: 0, restarted: true, status: 200 });
    expect(await said('systemctl', 'show', '-P', 'MainPID', `experiment-lab@${NAME}.service`)).toBe(main);
    expect(await said('systemctl', 'is-active', `experiment-lab@${NAME}.service`)).toBe('active');
    // a shell of the editor's terminal, which reads the same file
    const shell = await inside(`bash -ic 'cat /proc/self/oom_score_adj' 2>/dev/null`);
    expect(shell.stdout.trim()).toBe('800');
    await api.mutate('workspaces.stop', { name: NAME, workspace: 'lab' });
  });
});

/** Starts a kernel through JupyterLab's own API, has it run `code`, and tells what became of both. Connects as the front door. */
async function talkToKernel(code: string): Promise<string> {
  const pid = await said('systemctl', 'show', '-P', 'MainPID', `experiment-lab@${NAME}.service`);
  const python = '/opt/homelab-runtimes/jupyter/bin/python';
  const input = await readFile(new URL('support/talk-to-kernel.py', import.meta.url));
  const program = ['runuser', '-u', 'www-data', '--', python, '-', NAME, pid, code];
  const { stdout, stderr } = await inContainer(program, { input, timeoutMs: 120_000 });
  if (stdout === '') throw new Error(stderr);
  return stdout;
}

/** What the web side would ask the provisioner for now, with a difference. */
async function request(difference: Record<string, number>) {
  const [id = '', limits = ''] = (await sql(`select id, limits from experiments where name = '${NAME}'`)).split('|');
  const { databaseConnections: _, statementTimeoutMs: __, ...machine } = JSON.parse(limits);
  return { id, name: NAME, limits: { ...machine, ...difference } };
}
