import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inContainer, said, script, until } from './support/container.ts';
import { ask, done } from './support/provisioner.ts';

const name = 'prov-w';
const subject = { name, id: randomUUID() };
const limits = {
  memoryHighBytes: 1_500_000_000,
  memoryMaxBytes: 1_600_000_000,
  cpuPercent: 150,
  tasksMax: 300,
  diskBytes: 10 * 2 ** 30,
};
const home = `/home/exp-${name}`;
const sockets = `/run/homelab-paas/exp/${name}`;
let uid: number;

/** A repository in the home itself: what is proven here is how git runs, not who serves it. */
const variables = {
  EXPERIMENT_NAME: name,
  PGDATABASE: `experiment_${name}`,
  REPOSITORY_URL: `${home}/.repository.git`,
};

const superuser = (statement: string) => said('runuser', '-u', 'postgres', '--', 'psql', '-qc', statement);

async function clear(): Promise<void> {
  await done('workspace.remove', subject);
  await done('environment.remove', subject);
  await done('home.remove', subject);
  await done('account.remove', subject);
  await superuser(`drop database if exists "experiment_${name}"`);
  await superuser(`drop role if exists "exp-${name}"`);
}

beforeAll(async () => {
  ({ uid } = await done('account.create', subject));
  await superuser(`create role "exp-${name}" login`);
  await superuser(`create database "experiment_${name}" owner "exp-${name}"`);
  await done('home.create', { ...subject, template: 'empty', files: [] });
  await done('environment.write', { ...subject, variables });
  await done('workspace.create', { ...subject, limits });
  await said(
    'runuser',
    '-u',
    `exp-${name}`,
    '--',
    'git',
    'init',
    '-q',
    '--bare',
    '-b',
    'main',
    variables.REPOSITORY_URL,
  );
});
afterAll(clear);

describe('an experiment from inside', () => {
  it('publishes its home once, and again only what has changed', async () => {
    const first = await done('repository.publish', subject);
    expect(await done('repository.publish', subject)).toEqual(first);
    await script(`echo more >> ${home}/README.md`);
    const second = await done('repository.publish', subject);
    expect(second.commit).not.toBe(first.commit);
    const files = await said(
      'runuser',
      '-u',
      `exp-${name}`,
      '--',
      'git',
      '-C',
      variables.REPOSITORY_URL,
      'ls-tree',
      '-r',
      '--name-only',
      'main',
    );
    expect(files.split('\n')).toEqual(['.gitignore', 'README.md', 'src/hello.py']);
  });

  it('is verified, and the part that does not answer is named', async () => {
    expect(await done('experiment.verify', subject)).toEqual({ checks: ['home', 'database', 'repository'] });
    await superuser(`alter role "exp-${name}" nologin`);
    const { failure } = await ask('experiment.verify', subject);
    expect(failure?.code).toBe('failed');
    expect(failure?.message).toMatch(
      /^The database does not answer from inside the experiment.*not permitted to log in/s,
    );
    await superuser(`alter role "exp-${name}" login`);
  });
});

describe.each(['lab', 'code'] as const)('the workspace %s', (workspace) => {
  const unit = `experiment-${workspace}@${name}.service`;
  const socket = `${sockets}/${workspace}.sock`;

  it('answers when its start returns, on a socket for the front door alone', async () => {
    const state = await done('unit.start', { name, workspace });
    expect(state).toMatchObject({
      unit,
      activeState: 'active',
      subState: 'running',
      result: 'success',
      listening: true,
    });
    expect(Date.parse(state.activeSince ?? '')).toBeGreaterThan(0);
    expect(await done('unit.start', { name, workspace })).toEqual(state);
    expect(await said('stat', '-c', '%U:%G %a', socket)).toBe(`exp-${name}:www-data 660`);
    expect(await said('stat', '-c', '%U:%G %a', sockets)).toBe(`exp-${name}:www-data 2750`);
    const get = [
      'curl',
      '-so',
      '/dev/null',
      '-w',
      '%{http_code}',
      '--unix-socket',
      socket,
      `http://x/user/${name}/lab/api`,
    ];
    expect(await said('runuser', '-u', 'www-data', '--', ...get)).toMatch(/^[2-4]\d\d$/);
    expect((await inContainer(['runuser', '-u', 'homelab', '--', ...get])).code).not.toBe(0);
    const { lines } = await done('experiment.log', { ...subject, source: workspace, lines: 5 });
    expect(lines).not.toEqual([]);
    expect(lines.length).toBeLessThanOrEqual(5);
  });

  it('runs in the slice and under the limits of its experiment', async () => {
    expect(await said('systemctl', 'show', '-P', 'ControlGroup', unit)).toBe(`/user.slice/user-${uid}.slice/${unit}`);
    const slice = await said(
      'systemctl',
      'show',
      '-p',
      'MemoryHigh,MemoryMax,TasksMax,CPUQuotaPerSecUSec',
      `user-${uid}.slice`,
    );
    expect(slice.split('\n').sort()).toEqual([
      'CPUQuotaPerSecUSec=1.500000s',
      `MemoryHigh=${limits.memoryHighBytes}`,
      `MemoryMax=${limits.memoryMaxBytes}`,
      'TasksMax=300',
    ]);
  });

  it('is confined, as systemd and the kernel see it', async () => {
    const wanted = {
      CapabilityBoundingSet: '',
      KeyringMode: 'private',
      KillMode: 'control-group',
      NoNewPrivileges: 'yes',
      OOMPolicy: 'continue',
      PrivateIPC: 'yes',
      ProtectHome: 'tmpfs',
      ProtectProc: 'invisible',
      ProtectSystem: 'strict',
      RestrictSUIDSGID: 'yes',
    };
    for (const [property, value] of Object.entries(wanted)) {
      expect(`${property}=${await said('systemctl', 'show', '-P', property, unit)}`).toBe(`${property}=${value}`);
    }
    const temporary = await said('systemctl', 'show', '-P', 'TemporaryFileSystem', unit);
    for (const folder of ['/tmp', '/var/tmp', '/dev/shm']) expect(temporary).toContain(`${folder}:mode=1777`);
    const inside = (command: string) =>
      script(
        `nsenter -t $(systemctl show -P MainPID ${unit}) -m -S ${uid} -G ${uid} -- bash -c ${JSON.stringify(command)} 2>&1 || true`,
      );
    expect(
      await script(
        `grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/$(systemctl show -P MainPID ${unit})/status | tr -d '\\t'`,
      ),
    ).toBe('CapEff:0000000000000000\nCapBnd:0000000000000000\nNoNewPrivs:1');
    expect(await inside('ls /home')).toBe(`exp-${name}`);
    expect(await inside('ls /run/homelab-paas /run/homelab-paas/exp')).toBe(
      `/run/homelab-paas:\nexp\n\n/run/homelab-paas/exp:\n${name}`,
    );
    expect(await inside('touch /etc/x /usr/x')).toMatch(/(Read-only file system.*){2}/s);
    expect(await inside(`touch ${home}/.x && rm ${home}/.x && echo written`)).toBe('written');
    expect(await inside(`psql -Atc "select current_user" experiment_${name}`)).toBe(`exp-${name}`);
  });

  it('stops with everything that it started, and leaves no socket', async () => {
    expect(await done('unit.stop', { name, workspace })).toMatchObject({
      activeState: 'inactive',
      listening: false,
      activeSince: null,
    });
    expect(await script(`ls ${sockets}`)).toBe('');
    expect(await script(`ps -o pid= -u ${uid} || true`)).toBe('');
  });
});

/** Runs `work` while the lab's unit runs this shell command in place of JupyterLab. */
async function withLabRunning<T>(command: string, work: () => Promise<T>): Promise<T> {
  const folder = `/run/systemd/system/experiment-lab@${name}.service.d`;
  const dropIn = `[Service]\nExecStart=\nExecStart=/bin/sh -c "${command}"\n`;
  await script(`mkdir -p ${folder}; cat > ${folder}/90-test.conf <<'END'\n${dropIn}END\nsystemctl daemon-reload`);
  try {
    return await work();
  } finally {
    await script(`systemctl stop experiment-lab@${name}; rm -r ${folder}; systemctl daemon-reload`);
  }
}

describe('a start that fails', () => {
  it('says why, with the last lines of the log', async () => {
    const start = () => ask('unit.start', { name, workspace: 'lab' });
    const { failure } = await withLabRunning('echo broken on purpose; exit 7', start);
    expect(failure?.code).toBe('failed');
    expect(failure?.log.join('\n')).toContain('broken on purpose');
    expect(failure?.log.join('\n')).toContain('status=7');
  });

  it('never follows a symbolic link in the place of a socket, even to one that answers', async () => {
    await done('unit.start', { name, workspace: 'code' });
    const start = () => ask('unit.start', { name, workspace: 'lab' });
    const { failure } = await withLabRunning(`ln -s ${sockets}/code.sock ${sockets}/lab.sock; sleep 4; exit 1`, start);
    await done('unit.stop', { name, workspace: 'code' });
    expect(failure?.message).toContain('before it answered');
  });

  it('is told as missing where there are no workspaces', async () => {
    expect((await ask('unit.start', { name: 'prov-none', workspace: 'lab' })).failure).toMatchObject({
      code: 'missing',
    });
  });
});

describe('the memory limit', () => {
  it('ends the process that takes too much, and not the workspace that it runs in', async () => {
    await done('workspace.create', {
      ...subject,
      limits: { ...limits, memoryHighBytes: 2 ** 28, memoryMaxBytes: 2 ** 28 },
    });
    const greedy = `python3 -c 'x = bytearray(2**30)'; echo ended with $$?; sleep 60`;
    await withLabRunning(greedy, async () => {
      await said('systemctl', 'start', `experiment-lab@${name}`);
      await until('the process to be ended', 30, async () => {
        const { lines } = await done('experiment.log', { ...subject, source: 'lab', lines: 20 });
        return lines.some(({ text }) => text.includes('ended with 137')) || null;
      });
      expect(await said('systemctl', 'is-active', `experiment-lab@${name}`)).toBe('active');
    });
  });
});

describe('removing workspaces', () => {
  it('stops what runs and takes away every file and unit, and refuses files that it did not write', async () => {
    await done('unit.start', { name, workspace: 'code' });
    const foreign = `/etc/systemd/system/experiment-lab@${name}.service.d/50-homelab-paas.conf`;
    const ours = await said('cat', foreign);
    await script(`echo '[Service]' > ${foreign}`);
    expect((await ask('workspace.create', { ...subject, limits })).failure).toMatchObject({ code: 'conflict' });
    expect((await ask('workspace.remove', subject)).failure).toMatchObject({ code: 'conflict' });
    expect(await said('cat', foreign)).toBe('[Service]');
    await inContainer(['tee', foreign], { input: `${ours}\n` });

    await done('workspace.create', { ...subject, limits });
    expect(await done('workspace.remove', subject)).toEqual({ removed: true });
    expect(await done('workspace.remove', subject)).toEqual({ removed: false });
    expect((await done('experiment.inspect', { name })).parts).toEqual(['user', 'group', 'home', 'environment']);
    const left = await script(`
      find /etc/systemd/system /run/systemd /etc/tmpfiles.d /run/homelab-paas -name '*${name}*' -o -name 'user-${uid}.slice*'
      systemctl list-units --all --no-legend --plain 'experiment-*@${name}.service' 'user-${uid}.slice'`);
    expect(left).toBe('');
  });
});
