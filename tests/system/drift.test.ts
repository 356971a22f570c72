import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DriftView } from '../../server/services/doctor/get-doctor.ts';
import { Api, create, ended, remove } from './support/api.ts';
import { inContainer, said, script, sql, until } from './support/container.ts';
import { holdSteps, releaseSteps, untilHeld } from './support/hold-step.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NAME = 'drift-1';
const ACCOUNT = `exp-${NAME}`;
const SET_ASIDE = '/var/lib/homelab-paas/set-aside';

let api: Api;
let admin: Api;
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  admin = await Api.logIn(await makePerson('admin', ['homelab-users', 'homelab-admins']));
  before = await inventory();
  expect((await create(api, NAME)).failure).toBeNull();
  await inside('echo kept > kept.txt && git add kept.txt && git commit -qm Keep && git push -q');
  await inside('psql -qc "create table kept (n int)"');
});

afterEach(releaseSteps);

const inside = (command: string) => said('runuser', '-l', ACCOUNT, '-c', command);

/** Has the worker look, as the button does, and gives what it found about the experiment once it has. */
async function findings(): Promise<DriftView[]> {
  const last = await lookedAt();
  await sql(`select pg_notify('drift', '')`);
  await until('the look for drift', 60, async () => (await lookedAt()) !== last || null);
  return (await api.query<DriftView[]>('drift.list', { name: NAME })).data;
}

const lookedAt = () => sql(`select updated_at from settings where key = 'drift.checked'`);
const kinds = async () => (await findings()).map((finding) => finding.kind).sort();

/** Asks for the one finding to be mended and waits until that has ended. */
async function mend({ id }: { id: string }): Promise<void> {
  const { data, message } = await api.mutate<{ operationId: string }>('drift.mend', { id });
  expect(message).toBeNull();
  const operation = await ended(api, data.operationId);
  expect(operation.failure).toBeNull();
  expect(operation.state).toBe('succeeded');
}

/** The one finding that there must be. */
async function onlyFinding(kind: string): Promise<DriftView> {
  const found = await findings();
  expect(found.map((finding) => finding.kind)).toEqual([kind]);
  return found[0] as DriftView; // the line above
}

async function isWhole(): Promise<void> {
  expect(await kinds()).toEqual([]);
  expect(await inside('cat kept.txt')).toBe('kept');
}

async function runs(): Promise<void> {
  const started = await api.mutate('workspaces.start', { name: NAME, workspace: 'code' });
  expect(started.message).toBeNull();
  await api.mutate('workspaces.stop', { name: NAME, workspace: 'code' });
}

test('an experiment as it was made shows no drift, nor while something is being done with it', async () => {
  expect(await kinds()).toEqual([]);
  await holdSteps({ kind: 'experiment.stop', key: 'database', state: 'done', seconds: 30 });
  const { data } = await api.mutate<{ operationId: string }>('experiments.stop', { name: NAME });
  await untilHeld();
  expect(await kinds()).toEqual([]); // it is called ready, and its account and role are closed
  await releaseSteps();
  await ended(api, data.operationId);
  if ((await sql(`select state from experiments where name = '${NAME}'`)) === 'stopped') {
    const { data: start } = await api.mutate<{ operationId: string }>('experiments.start', { name: NAME });
    await ended(api, start.operationId);
  }
});

test('a system user that was removed by hand comes back with its user id, and its home is its own again', async () => {
  const uid = await said('id', '-u', ACCOUNT);
  await said('userdel', ACCOUNT);
  const finding = await onlyFinding('account.missing');
  expect(finding.remedy).toContain(uid);
  await mend(finding);
  expect(await said('id', '-u', ACCOUNT)).toBe(uid);
  expect(await said('stat', '-c', '%U:%G', `/home/${ACCOUNT}`)).toBe(`${ACCOUNT}:${ACCOUNT}`);
  await isWhole();
  await runs();
});

test('a missing group comes back alone', async () => {
  await script(`sed -i '/^${ACCOUNT}:/d' /etc/group /etc/gshadow`);
  await mend(await onlyFinding('group.missing'));
  expect(await said('getent', 'group', ACCOUNT)).toContain(await said('id', '-u', ACCOUNT));
  await isWhole();
});

test('a database that was dropped is made anew and empty, and the finding says so', async () => {
  await sql(`drop database "experiment_${NAME}" with (force)`);
  const finding = await onlyFinding('database.missing');
  expect(finding.remedy).toContain('empty');
  expect(finding.remedy).toMatch(/snapshot/);
  await mend(finding);
  expect(await inside(`psql -Atc "select to_regclass('kept') is null"`)).toMatch(/t$/);
  await isWhole();
});

test('a foreign file where a part of a unit should be is set aside, unchanged, and nothing is deleted', async () => {
  const dropIn = `/etc/systemd/system/experiment-lab@${NAME}.service.d/50-homelab-paas.conf`;
  const environment = `/etc/homelab-paas/experiments/${NAME}.env`;
  await script(`printf '[Service]\\nNice=5\\n' > ${dropIn}; rm ${environment}; ln -s /etc/shadow ${environment}`);
  const found = await findings();
  expect(found.map((finding) => finding.kind)).toEqual(['file.foreign', 'file.foreign']);
  await mend(found[0] as DriftView);
  expect(await script(`find ${SET_ASIDE} -type f -exec cat {} +`)).toContain('Nice=5');
  expect(await script(`find ${SET_ASIDE} -type l -printf '%l'`)).toBe('/etc/shadow');
  expect(await said('stat', '-c', '%U %a', SET_ASIDE)).toBe('root 700');
  expect(await said('stat', '-c', '%F %a', environment)).toBe('regular file 640');
  expect(await said('stat', '-c', '%U %a', '/etc/shadow')).toBe('root 640');
  await isWhole();
  await runs();
  await script(`rm -r ${SET_ASIDE}`);
});

test('a repository that was deleted is made anew with what the home has', async () => {
  const commit = await inside('git rev-parse HEAD');
  await script(
    `curl -sS -X DELETE -H "Authorization: token $(cat /etc/homelab-paas/gitea.token)" 'http://127.0.0.1:3000/api/v1/admin/users/${ACCOUNT}?purge=true'`,
  );
  await mend(await onlyFinding('repository.missing'));
  expect(await inside('git ls-remote origin refs/heads/main')).toContain(commit);
  await isWhole();
});

test('a home that is gone is made anew only when that is asked for', async () => {
  await script(`mv /home/${ACCOUNT} /root/${ACCOUNT}.kept; rm /etc/tmpfiles.d/homelab-paas-${NAME}.conf`);
  const found = await findings();
  expect(found.map((finding) => finding.kind).sort()).toEqual(['file.missing', 'home.missing']);
  await mend(found.find((finding) => finding.kind === 'file.missing') as DriftView);
  const home = await onlyFinding('home.missing');
  expect((await inContainer(['test', '-e', `/home/${ACCOUNT}`])).code).toBe(1);
  await mend(home);
  expect(await said('stat', '-c', '%U %a', `/home/${ACCOUNT}`)).toBe(`${ACCOUNT} 700`);
  await script(`rm -r /home/${ACCOUNT} && mv /root/${ACCOUNT}.kept /home/${ACCOUNT}`);
  await isWhole();
});

describe('what is not the owner’s to mend', () => {
  const ID = '00000000-0000-4000-8000-000000000001';
  afterEach(() => inContainer(['userdel', 'exp-left-over']));

  test('a leftover of an experiment that nobody knows is shown, and stays', async () => {
    await said('useradd', '--no-create-home', '--comment', `Homelab PaaS experiment ${ID}`, 'exp-left-over');
    await findings();
    const id = await sql(`select id from drift where kind = 'leftover.machine' and subject = 'exp-left-over'`);
    expect((await api.mutate('drift.mend', { id })).status).toBe(404);
    expect((await admin.mutate('drift.mend', { id })).status).toBe(409);
    expect(await said('id', '-un', 'exp-left-over')).toBe('exp-left-over');
  });

  test('a program of the platform that was stopped is started by an administrator’s call', async () => {
    await said('systemctl', 'stop', 'prometheus.service');
    await findings();
    const id = await sql(`select id from drift where kind = 'platform.stopped' and subject = 'prometheus.service'`);
    expect((await api.mutate('drift.mend', { id })).status).toBe(404);
    const answer = await admin.mutate<{ operationId: null }>('drift.mend', { id });
    expect(answer.data).toEqual({ operationId: null });
    expect(await said('systemctl', 'is-active', 'prometheus.service')).toBe('active');
  });
});

describe('with mending by itself', () => {
  beforeAll(async () => {
    expect((await admin.mutate('settings.update', { drift: { mend: 'automatic' } })).message).toBeNull();
  });
  afterAll(() => admin.mutate('settings.update', { drift: { mend: 'by-hand' } }));

  test('the front door is started again, through which nobody could have asked for it', async () => {
    await said('systemctl', 'stop', 'nginx.service');
    await sql(`select pg_notify('drift', '')`);
    await until(
      'nginx',
      60,
      async () => (await inContainer(['systemctl', 'is-active', 'nginx.service'])).code === 0 || null,
    );
  });

  test('what loses nothing is mended, and a missing database waits for a person', async () => {
    await script(`rm /etc/homelab-paas/experiments/${NAME}.env`);
    await sql(`drop database "experiment_${NAME}" with (force)`);
    const found = (await findings()).map((finding) => finding.kind);
    expect(found).toContain('database.missing');
    await until('the operation to end', 60, async () => {
      const mine = `experiment_id = (select id from experiments where name = '${NAME}')`;
      const done = `select 1 from operations where ${mine} and requested_by = 'job:reconcile' and state = 'succeeded'`;
      return (await sql(done)) || null;
    });
    expect(await script(`test -f /etc/homelab-paas/experiments/${NAME}.env && echo there`)).toBe('there');
    await mend(await onlyFinding('database.missing'));
    await isWhole();
  });
});

test('a stopped experiment that runs is found and ended', async () => {
  const { data } = await api.mutate<{ operationId: string }>('experiments.stop', { name: NAME });
  expect((await ended(api, data.operationId)).state).toBe('succeeded');
  await said('systemctl', 'start', `experiment-code@${NAME}.service`);
  await mend(await onlyFinding('experiment.running'));
  expect(await script(`ps -o pid= -u ${ACCOUNT} || true`)).toBe('');
});

test('a deleted experiment leaves nothing, mended or not', async () => {
  expect((await remove(api, NAME)).failure).toBeNull();
  expect(await changesSince(before)).toEqual([]);
  await sql(`select pg_notify('drift', '')`);
});
