import { beforeAll, describe, expect, test } from 'vitest';
import { Api, create, remove } from './support/api.ts';
import { inContainer, said, script, sql } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NAME = 'life-1';
const ACCOUNT = `exp-${NAME}`;

let api: Api;
let bob: Api;
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  bob = await Api.logIn(await makePerson('bob'));
  before = await inventory();
});

describe('a created experiment', () => {
  beforeAll(async () => {
    const operation = await create(api, NAME, 'From birth to death');
    expect(operation.failure).toBeNull();
    expect(operation.state).toBe('succeeded');
  });

  test('has a system user without a password and a home that only it can enter', async () => {
    expect(await said('getent', 'passwd', ACCOUNT)).toContain(`/home/${ACCOUNT}:/bin/bash`);
    expect((await said('passwd', '--status', ACCOUNT)).split(' ')[1]).toMatch(/^L/);
    expect(await said('stat', '-c', '%U %a', `/home/${ACCOUNT}`)).toBe(`${ACCOUNT} 700`);
  });

  test('has a home with its shell files, its details and a place for sources', async () => {
    const files = (await said('ls', '-A', `/home/${ACCOUNT}`)).split('\n');
    expect(files).toEqual(expect.arrayContaining(['.bashrc', '.profile', 'README.md', 'src', '.git']));
    expect(await said('cat', `/home/${ACCOUNT}/README.md`)).toContain(NAME);
  });

  test('reaches its database without a password from inside, and with one over TCP', async () => {
    const peer = await said('runuser', '-l', ACCOUNT, '-c', 'psql -Atc "select current_user, current_database()"');
    expect(peer.split('\n').at(-1)).toBe(`${ACCOUNT}|experiment_${NAME}`);
    const tcp = await said('runuser', '-l', ACCOUNT, '-c', 'psql "$DATABASE_URL" -Atc "select inet_server_port()"');
    expect(tcp.split('\n').at(-1)).toBe('5432');
  });

  test('has a database that no other role may connect to', async () => {
    const acl = await sql(`select datacl::text from pg_database where datname = 'experiment_${NAME}'`);
    expect(acl).not.toMatch(/[{,]=/);
    const other = await inContainer([
      'runuser',
      '-u',
      'homelab-auth',
      '--',
      'psql',
      `experiment_${NAME}`,
      '-c',
      'select 1',
    ]);
    expect(other.code).not.toBe(0);
  });

  test('cannot connect to the database of the platform', async () => {
    const attempt = await inContainer(['runuser', '-u', ACCOUNT, '--', 'psql', 'homelab_paas', '-c', 'select 1']);
    expect(attempt.stderr).toMatch(/permission denied for database/);
  });

  test('has a repository with the first commit, and its shell can push the next', async () => {
    await said('runuser', '-l', ACCOUNT, '-c', 'echo more >> README.md && git commit -qam "Say more" && git push -q');
    const log = await said('runuser', '-l', ACCOUNT, '-c', 'git fetch -q && git log --format=%s origin/main');
    expect(log.split('\n').slice(-2)).toEqual(expect.arrayContaining(['Say more']));
  });

  test('keeps its secrets out of the process list, the journal and the platform’s tables', async () => {
    const token = await script(`grep -oP '^GITEA_TOKEN="?\\K[^"]+' /etc/homelab-paas/experiments/${NAME}.env`);
    expect(token).toMatch(/^\w{20,}/);
    expect(await script(`journalctl --no-pager -o cat | grep -cF '${token}' || true`)).toBe('0');
    const dump = await script(`runuser -u postgres -- pg_dump homelab_paas | grep -cF '${token}' || true`);
    expect(dump).toBe('0');
    expect(await said('stat', '-c', '%U:%G %a', `/etc/homelab-paas/experiments/${NAME}.env`)).toBe(
      `root:${ACCOUNT} 640`,
    );
  });

  test('runs its workspaces in its own slice, under its limits, without any privilege', async () => {
    for (const workspace of ['lab', 'code']) {
      const started = await api.mutate('workspaces.start', { name: NAME, workspace });
      expect(started.message).toBeNull();
      const unit = `experiment-${workspace}@${NAME}.service`;
      const uid = await said('id', '-u', ACCOUNT);
      const properties = await said(
        'systemctl',
        'show',
        unit,
        '-p',
        'Slice,User,NoNewPrivileges,ProtectSystem,PrivateIPC',
      );
      expect(properties.split('\n').sort()).toEqual(
        [
          `Slice=user-${uid}.slice`,
          `User=${ACCOUNT}`,
          'NoNewPrivileges=yes',
          'PrivateIPC=yes',
          'ProtectSystem=strict',
        ].sort(),
      );
      const limit = await said('systemctl', 'show', `user-${uid}.slice`, '-p', 'MemoryMax', '--value');
      expect(Number(limit)).toBeGreaterThan(0);
    }
  });

  test('is nobody else’s: another person neither sees it nor may delete it', async () => {
    const listed = await bob.query<{ items: { name: string }[] }>('experiments.list', {});
    expect(listed.data.items.map((experiment) => experiment.name)).not.toContain(NAME);
    expect((await bob.query('experiments.get', { name: NAME })).status).toBe(404);
    expect((await bob.mutate('experiments.remove', { name: NAME, confirmation: NAME })).status).toBe(404);
  });

  test('is not deleted while its name is not typed out', async () => {
    const answer = await api.mutate('experiments.remove', { name: NAME, confirmation: 'life' });
    expect(answer.status).toBe(400);
    expect((await api.query<{ state: string }>('experiments.get', { name: NAME })).data.state).toBe('ready');
  });
});

test('the administrator that the set-up made can create an experiment, although Gitea reserves that name', async () => {
  const admin = await Api.logIn(await makePerson('admin', ['homelab-users', 'homelab-admins']));
  expect((await create(admin, 'of-admin')).failure).toBeNull();
  expect((await remove(admin, 'of-admin')).failure).toBeNull();
});

describe('a deleted experiment', () => {
  test('leaves nothing, even while its workspaces and a log-in of it run', async () => {
    await script(
      `systemd-run --quiet --collect --uid=${ACCOUNT} bash -c 'cd ~; touch /tmp/left /var/tmp/left /dev/shm/left; setsid sleep 600 & sleep 600'`,
    );
    const operation = await remove(api, NAME);
    expect(operation.failure).toBeNull();
    expect(await changesSince(before)).toEqual([]);
  });
});
