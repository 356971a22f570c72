import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Api, create, ended, type Operation, remove } from './support/api.ts';
import { inContainer, said, script, sql, until } from './support/container.ts';
import { holdSteps, releaseSteps, untilHeld } from './support/hold-step.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NAME = 'cycle-1';
const ACCOUNT = `exp-${NAME}`;

let api: Api;
let before: string[];

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
  before = await inventory();
  expect((await create(api, NAME)).failure).toBeNull();
});

afterEach(releaseSteps);

/** Asks for an operation on an experiment and waits for its end. */
async function does(verb: 'start' | 'stop' | 'restart', name = NAME): Promise<Operation> {
  const { data, message } = await api.mutate<{ operationId: string }>(`experiments.${verb}`, { name });
  if (!data) throw new Error(`${verb}: ${message}`);
  return ended(api, data.operationId);
}

const stateOf = (name = NAME) => sql(`select state from experiments where name = '${name}'`);
const processes = () => script(`ps -o pid= -u ${ACCOUNT} || true`);
const mayLogIn = () => sql(`select rolcanlogin from pg_roles where rolname = '${ACCOUNT}'`);
const labIs = async () =>
  (await inContainer(['systemctl', 'is-active', `experiment-lab@${NAME}.service`])).stdout.trim();

async function startLab(): Promise<void> {
  expect((await api.mutate('workspaces.start', { name: NAME, workspace: 'lab' })).message).toBeNull();
}

describe('a stopped experiment', () => {
  beforeAll(async () => {
    await startLab();
    // outside its units, and connected to its database
    await script(
      `systemd-run --quiet --collect --uid=${ACCOUNT} bash -c 'cd ~; setsid psql experiment_${NAME} -c "select pg_sleep(600)" & sleep 600'`,
    );
    await until(
      'the connection',
      20,
      async () => (await sql(`select 1 from pg_stat_activity where usename = '${ACCOUNT}' limit 1`)) || null,
    );
    const operation = await does('stop');
    expect(operation.failure).toBeNull();
    expect(operation.state).toBe('succeeded');
  });

  test('is shown as stopped and runs nothing: no workspace, no process, no connection', async () => {
    expect(await stateOf()).toBe('stopped');
    expect(await processes()).toBe('');
    expect(await labIs()).not.toBe('active');
    expect(await sql(`select count(*) from pg_stat_activity where usename = '${ACCOUNT}'`)).toBe('0');
  });

  test('has a database that lets nobody in as it, and an account that has expired', async () => {
    expect(await mayLogIn()).toBe('f');
    const attempt = await inContainer(['runuser', '-u', ACCOUNT, '--', 'psql', `experiment_${NAME}`, '-c', 'select 1']);
    expect(attempt.stderr).toContain('not permitted to log in');
    expect((await said('getent', 'shadow', ACCOUNT)).split(':')[7]).toBe('1');
  });

  test('refuses its workspaces with the reason', async () => {
    for (const verb of ['start', 'restart', 'enter']) {
      const answer = await api.mutate(`workspaces.${verb}`, { name: NAME, workspace: 'lab' });
      expect(answer.status).toBe(409);
      expect(answer.message).toMatch(/is stopped/);
    }
    expect(await labIs()).not.toBe('active');
  });

  test('cannot be stopped or restarted, and is started as it was before', async () => {
    for (const verb of ['stop', 'restart']) {
      expect((await api.mutate(`experiments.${verb}`, { name: NAME })).status).toBe(409);
    }
    const operation = await does('start');
    expect(operation.failure).toBeNull();
    expect(await stateOf()).toBe('ready');
    expect(await mayLogIn()).toBe('t');
    expect(await said('runuser', '-u', ACCOUNT, '--', 'psql', `experiment_${NAME}`, '-Atc', 'select 1')).toBe('1');
    expect(operation.steps.find((step) => step.key === 'verify')?.lines).toEqual(['home', 'database', 'repository']);
    await startLab();
  });
});

test('a workspace that starts in the moment of the stop ends with it', async () => {
  await api.mutate('workspaces.stop', { name: NAME, workspace: 'lab' });
  const starting = api.mutate('workspaces.start', { name: NAME, workspace: 'lab' });
  const stopping = does('stop');
  expect((await stopping).state).toBe('succeeded');
  await starting;
  expect(await labIs()).not.toBe('active');
  expect(await processes()).toBe('');
  expect((await does('start')).state).toBe('succeeded');
});

test('a restart ends every process and starts again the workspaces that ran, and no other', async () => {
  await startLab();
  await script(`systemd-run --quiet --collect --uid=${ACCOUNT} sleep 600`);
  const since = await said('systemctl', 'show', `experiment-lab@${NAME}.service`, '-p', 'InvocationID', '--value');
  const operation = await does('restart');
  expect(operation.failure).toBeNull();
  expect(await stateOf()).toBe('ready');
  expect(await labIs()).toBe('active');
  expect(await said('systemctl', 'show', `experiment-lab@${NAME}.service`, '-p', 'InvocationID', '--value')).not.toBe(
    since,
  );
  expect(await script(`pgrep -u ${ACCOUNT} -x sleep || true`)).toBe('');
  expect((await inContainer(['systemctl', 'is-active', `experiment-code@${NAME}.service`])).stdout.trim()).not.toBe(
    'active',
  );
});

test.each(['lab', 'code'] as const)(
  '%s alone is started, started anew and stopped, and the other is left as it is',
  async (workspace) => {
    const other = workspace === 'lab' ? 'code' : 'lab';
    const runOf = (which: string) =>
      said('systemctl', 'show', `experiment-${which}@${NAME}.service`, '-p', 'InvocationID', '--value');
    for (const each of [workspace, other])
      expect((await api.mutate('workspaces.start', { name: NAME, workspace: each })).message).toBeNull();
    const [run, othersRun] = [await runOf(workspace), await runOf(other)];
    expect((await api.mutate('workspaces.restart', { name: NAME, workspace })).message).toBeNull();
    expect(await runOf(workspace)).not.toBe(run);
    expect(await runOf(other)).toBe(othersRun);
    expect((await api.mutate('workspaces.stop', { name: NAME, workspace })).message).toBeNull();
    const active = async (which: string) =>
      (await inContainer(['systemctl', 'is-active', `experiment-${which}@${NAME}.service`])).stdout.trim();
    expect(await active(workspace)).not.toBe('active');
    expect(await active(other)).toBe('active');
    expect((await api.mutate('workspaces.stop', { name: NAME, workspace: other })).message).toBeNull();
  },
);

test('a stop that is cancelled gives back what ran', async () => {
  await startLab();
  await holdSteps({ kind: 'experiment.stop', key: 'processes', state: 'done', seconds: 4 });
  const { data } = await api.mutate<{ operationId: string }>('experiments.stop', { name: NAME });
  await untilHeld();
  expect(await labIs()).not.toBe('active');
  expect((await api.mutate('operations.cancel', { id: data.operationId })).message).toBeNull();
  expect((await ended(api, data.operationId)).state).toBe('cancelled');
  expect(await stateOf()).toBe('ready');
  expect(await labIs()).toBe('active');
  expect(await mayLogIn()).toBe('t');
});

test('a start that cannot be verified is taken back, and says why', async () => {
  expect((await does('stop')).state).toBe('succeeded');
  await script(`mv /home/${ACCOUNT} /home/${ACCOUNT}.aside && install -d -o root -g root -m 755 /home/${ACCOUNT}`);
  try {
    const operation = await does('start');
    expect(operation.state).toBe('failed');
    expect(operation.failure?.message).toMatch(/home|Home/);
    expect(await stateOf()).toBe('stopped');
    expect(await mayLogIn()).toBe('f');
  } finally {
    await script(`rmdir /home/${ACCOUNT} && mv /home/${ACCOUNT}.aside /home/${ACCOUNT}`);
  }
  expect((await does('start')).failure).toBeNull();
});

test('an experiment is deleted while it is stopped, and nothing is left', async () => {
  expect((await does('stop')).state).toBe('succeeded');
  expect((await remove(api, NAME)).failure).toBeNull();
  expect(await changesSince(before)).toEqual([]);
});

describe('several at once', () => {
  interface Bulk {
    batchId: string;
    outcomes: { name: string; operationId: string | null; refusal: string | null }[];
  }
  interface Batch {
    counts: { queued: number; running: number; succeeded: number; failed: number };
  }
  const names = ['flock-1', 'flock-2', 'flock-3'];

  /** Asks for a batch and gives its outcomes and its counts once nothing of it waits or runs. */
  async function doesAll(procedure: string, input: unknown): Promise<Bulk & Batch> {
    const { data, message } = await api.mutate<Bulk>(`experiments.${procedure}`, input);
    if (!data) throw new Error(`${procedure}: ${message}`);
    const batch = await until('the batch to end', 180, async () => {
      const { data: now } = await api.query<Batch>('operations.batch', { batchId: data.batchId });
      return now.counts.queued + now.counts.running === 0 ? now : null;
    });
    return { ...data, counts: batch.counts };
  }

  test('are created, stopped, started, archived and deleted, each by itself, and nothing is left', async () => {
    const made = await doesAll('createMany', { prefix: 'flock', count: 3, template: 'empty' });
    expect(made.counts).toMatchObject({ succeeded: 3, failed: 0 });
    const stopped = await doesAll('bulk', { action: 'stop', names: [...names, 'no-such'] });
    expect(stopped.counts).toMatchObject({ succeeded: 3, failed: 0 });
    expect(stopped.outcomes.find((outcome) => outcome.name === 'no-such')?.refusal).toMatch(/no experiment/);
    expect(await Promise.all(names.map(stateOf))).toEqual(['stopped', 'stopped', 'stopped']);
    expect((await doesAll('bulk', { action: 'start', names: names.slice(1) })).counts).toMatchObject({ succeeded: 2 });
    expect(await Promise.all(names.map(stateOf))).toEqual(['stopped', 'ready', 'ready']);
    const unconfirmed = await api.mutate('experiments.bulk', { action: 'remove', names, confirmation: 'delete 2' });
    expect(unconfirmed.status).toBe(400);
    const [first = '', ...others] = names;
    const gone = await doesAll('bulk', { action: 'remove', names: [first], confirmation: 'delete 1' });
    expect(gone.counts).toMatchObject({ succeeded: 1, failed: 0 });
    const archived = await doesAll('bulk', { action: 'archive', names: others, confirmation: 'archive 2' });
    expect(archived.counts).toMatchObject({ succeeded: 2, failed: 0 });
    const { data } = await api.query<{ items: { id: string; experimentName: string }[] }>('archives.list', {
      search: 'flock-',
    });
    expect(data.items.map(({ experimentName }) => experimentName).sort()).toEqual(others);
    for (const { id, experimentName } of data.items) {
      const removal = await api.mutate<{ operationId: string }>('archives.remove', {
        id,
        confirmation: experimentName,
      });
      expect((await ended(api, removal.data.operationId)).failure).toBeNull();
    }
    expect(await changesSince(before)).toEqual([]);
  });
});
