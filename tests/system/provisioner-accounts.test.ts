import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { inContainer, said, script } from './support/container.ts';
import { ask, done } from './support/provisioner.ts';

const subject = { name: 'prov-a', id: randomUUID() };
const stranger = { name: 'prov-a', id: randomUUID() };
const account = 'exp-prov-a';

afterEach(async () => {
  await script(`
    pkill -KILL -u ${account} || true
    umount -q /home || true
    rm -rf /home/${account} /home/.${account}.* /etc/homelab-paas/experiments/prov-a.env
    userdel ${account} 2>/dev/null || true
    groupdel ${account} 2>/dev/null || true`);
});

describe('accounts', () => {
  it('is made once, without a password, and taken away with everything that it runs', async () => {
    const { uid, created } = await done('account.create', subject);
    expect(created).toBe(true);
    expect(await done('account.create', subject)).toEqual({ uid, created: false });
    expect(await said('passwd', '-S', account)).toMatch(/^\S+ L /);
    expect(await script(`grep -c ^${account}: /etc/subuid || true`)).toBe('0');

    await script(`
      systemd-run --quiet --uid=${account} sleep 1000
      install -d -o ${account} /tmp/prov-a-folder; install -o ${account} /dev/null /var/tmp/prov-a-file
      setpriv --reuid ${account} --regid ${account} --clear-groups ipcmk --shmem 1000 >/dev/null`);
    expect((await done('experiment.inspect', { name: 'prov-a' })).parts).toEqual(['user', 'group', 'processes']);
    expect(await done('account.remove', subject)).toEqual({ removed: true });
    expect(await done('account.remove', subject)).toEqual({ removed: false });
    expect(await done('experiment.inspect', { name: 'prov-a' })).toEqual({ parts: [], uid: null, markedId: null });
    const left = await script(
      `find /tmp /var/tmp -name 'prov-a*'; ipcs -m | awk '$3 == "${uid}"'; ps -o pid= -u ${uid} || true`,
    );
    expect(left).toBe('');
  });

  it('refuses an account, and a group, that it did not make, and leaves them as they were', async () => {
    await said('useradd', '--comment', 'Somebody', account);
    const before = await said('getent', 'passwd', account);
    for (const verb of ['account.create', 'account.remove'] as const) {
      expect((await ask(verb, subject)).failure).toMatchObject({ code: 'conflict' });
    }
    expect(await said('getent', 'passwd', account)).toBe(before);
    await said('userdel', account);

    await said('groupadd', account);
    expect((await ask('account.create', subject)).failure).toMatchObject({ code: 'conflict' });
    expect(await said('getent', 'group', account)).toContain(account);
  });

  it('refuses everything of an experiment to another one of the same name', async () => {
    await done('account.create', subject);
    await done('home.create', { ...subject, template: 'empty', files: [] });
    await done('environment.write', { ...subject, variables: { A: 'b' } });
    const outcomes = await Promise.all([
      ask('account.create', stranger),
      ask('account.remove', stranger),
      ask('home.create', { ...stranger, template: 'empty', files: [] }),
      ask('home.remove', stranger),
      ask('environment.write', { ...stranger, variables: {} }),
      ask('environment.remove', stranger),
      ask('workspace.remove', stranger),
      ask('repository.publish', stranger),
    ]);
    expect(outcomes.map(({ failure }) => failure?.code)).toEqual(outcomes.map(() => 'conflict'));
    expect((await done('experiment.inspect', { name: 'prov-a' })).parts).toEqual([
      'user',
      'group',
      'home',
      'environment',
    ]);
  });

  it('makes ten experiments at once', async () => {
    const subjects = Array.from({ length: 10 }, (_, index) => ({ name: `prov-ten-${index}`, id: randomUUID() }));
    const limits = {
      memoryHighBytes: 2 ** 28,
      memoryMaxBytes: 2 ** 29,
      cpuPercent: 100,
      tasksMax: 128,
      diskBytes: 2 ** 30,
    };
    const made = await Promise.all(
      subjects.map(async (each) => {
        const { uid } = await done('account.create', each);
        await done('home.create', { ...each, template: 'empty', files: [] });
        await done('workspace.create', { ...each, limits });
        return uid;
      }),
    );
    expect(new Set(made).size).toBe(10);
    for (const uid of made) expect(await said('systemctl', 'show', '-P', 'TasksMax', `user-${uid}.slice`)).toBe('128');
    await Promise.all(
      subjects.map(async (each) => {
        await done('workspace.remove', each);
        await done('home.remove', each);
        await done('account.remove', each);
        expect((await done('experiment.inspect', { name: each.name })).parts).toEqual([]);
      }),
    );
    expect(
      await script('find /etc/systemd/system /etc/tmpfiles.d /home /run/homelab-paas/exp -name "*prov-ten*"'),
    ).toBe('');
  });

  it('never gives a new account the user id of a removed one', async () => {
    const first = await done('account.create', subject);
    await done('account.remove', subject);
    const second = await done('account.create', subject);
    expect(second.uid).toBeGreaterThan(first.uid);
    expect(await said('id', '-u', account)).toBe(String(second.uid));
    expect(await said('id', '-g', account)).toBe(String(second.uid));
    expect(await said('stat', '-c', '%U:%G %a', '/var/lib/homelab-paas/last-uid')).toBe('root:root 600');
  });

  it('passes over user ids and group ids that somebody has', async () => {
    const { uid } = await done('account.create', subject);
    await done('account.remove', subject);
    await script(`groupadd --gid ${uid + 1} taken-group; useradd --uid ${uid + 2} --gid ${uid + 1} taken-user`);
    try {
      expect((await done('account.create', subject)).uid).toBe(uid + 3);
    } finally {
      await script('userdel taken-user; groupdel taken-group');
    }
  });

  it('makes one account when the same is asked for twice at once', async () => {
    const [one, two] = await Promise.all([done('account.create', subject), done('account.create', subject)]);
    expect([one.created, two.created].sort()).toEqual([false, true]);
  });
});

describe('homes', () => {
  it('is complete, belongs to its user alone, and is not made twice', async () => {
    await done('account.create', subject);
    const files = [{ path: 'notes/first.md', content: 'Hello', mode: 0o640 }];
    expect(await done('home.create', { ...subject, template: 'empty', files })).toEqual({ created: true });
    expect(await done('home.create', { ...subject, template: 'empty', files: [] })).toEqual({ created: false });
    expect(await script(`find /home/${account} ! -user ${account} -o ! -group ${account}`)).toBe('');
    expect(await said('stat', '-c', '%a', `/home/${account}`)).toBe('700');
    expect(await said('cat', `/home/${account}/notes/first.md`)).toBe('Hello');
    expect(await said('head', '-n', '1', `/home/${account}/README.md`)).toBe('# prov-a');
    expect(await script(`grep -r __ /home/${account} --include=README.md --include=.gitconfig || true`)).toBe('');
    expect((await done('home.measure', { name: 'prov-a' })).bytes).toBeGreaterThan(10_000);
  });

  it('refuses a symbolic link, a file and a folder of somebody else in its place, and leaves them', async () => {
    await done('account.create', subject);
    const home = `/home/${account}`;
    for (const make of [`ln -s /var/tmp ${home}`, `touch ${home}`, `mkdir ${home}`]) {
      await script(make);
      const before = await said('stat', '-c', '%F %i %U', home);
      expect((await ask('home.create', { ...subject, template: 'empty', files: [] })).failure).toMatchObject({
        code: 'conflict',
      });
      expect((await ask('home.remove', subject)).failure).toMatchObject({ code: 'conflict' });
      expect(await said('stat', '-c', '%F %i %U', home)).toBe(before);
      await script(`rm -rf ${home}`);
    }
  });

  it('keeps its account from being removed: without that it would be taken for a stranger’s', async () => {
    await done('account.create', subject);
    await done('home.create', { ...subject, template: 'empty', files: [] });
    expect((await ask('account.remove', subject)).failure?.message).toMatch(/home .* is still there/);
    expect((await inContainer(['id', account])).code).toBe(0);
  });

  it('is removed without touching what its links point to', async () => {
    await done('account.create', subject);
    await done('home.create', { ...subject, template: 'empty', files: [] });
    await script(`mkdir -p /var/tmp/kept; touch /var/tmp/kept/file; ln -s /var/tmp/kept /home/${account}/link`);
    expect(await done('home.remove', subject)).toEqual({ removed: true });
    expect(await said('ls', '/var/tmp/kept')).toBe('file');
    expect(await script(`ls -A /home | grep ${account} || true; rm -r /var/tmp/kept`)).toBe('');
  });

  it('says that the disk is full, and leaves nothing half made', async () => {
    await done('account.create', subject);
    await said('mount', '-t', 'tmpfs', '-o', 'size=16k', 'none', '/home');
    const { failure } = await ask('home.create', {
      ...subject,
      template: 'empty',
      files: [{ path: 'big', content: 'x'.repeat(50_000), mode: 0o600 }],
    });
    expect(failure).toMatchObject({ code: 'full' });
    expect(await said('ls', '-A', '/home')).toBe('');
  });
});

describe('the environment', () => {
  it('reaches a unit as it was given, and only its user may read it', async () => {
    await done('account.create', subject);
    const value = `a "b" 'c' \\ $HOME \`id\` %i # ; end`;
    await done('environment.write', { ...subject, variables: { TRICKY: value, OTHER: '' } });
    const file = '/etc/homelab-paas/experiments/prov-a.env';
    expect(await said('stat', '-c', '%U:%G %a', file)).toBe(`root:${account} 640`);
    const seen = await said('systemd-run', '--pipe', '--wait', '-qp', `EnvironmentFile=${file}`, 'printenv', 'TRICKY');
    expect(seen).toBe(value);
    expect(await said('bash', '-c', `set -a; . ${file}; printenv TRICKY`)).toBe(value);
    expect((await inContainer(['runuser', '-u', 'homelab', '--', 'cat', file])).code).not.toBe(0);
    expect(await done('environment.remove', subject)).toEqual({ removed: true });
    expect(await done('environment.remove', subject)).toEqual({ removed: false });
  });

  it('never replaces a file that it did not write', async () => {
    await done('account.create', subject);
    await script('echo A=1 > /etc/homelab-paas/experiments/prov-a.env');
    expect((await ask('environment.write', { ...subject, variables: {} })).failure).toMatchObject({ code: 'conflict' });
    expect(await said('cat', '/etc/homelab-paas/experiments/prov-a.env')).toBe('A=1');
  });
});
