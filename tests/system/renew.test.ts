import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ANSWER_KEPT_MS } from '../../server/shared/kept-answers.ts';
import { Api, create, ended, type Operation, remove } from './support/api.ts';
import { ADDRESS, inContainer, said, script, sql, until } from './support/container.ts';
import { contentOf, fill } from './support/crash/content.ts';
import { dropHolds, holdAll, nextHeld, release } from './support/crash/holds.ts';
import { STRIKES } from './support/crash/victims.ts';
import { inventory } from './support/inventory.ts';
import { Browser } from './support/lab.ts';
import { makePerson } from './support/people.ts';
import { expectAgreement, type OldSecrets, readSecrets, ways } from './support/secrets-agree.ts';

const NAME = 'renewed-one';
const PEOPLE = ['renew-owner', 'renew-friend'];

let owner: Api;
let friend: Api;
let before: string[];

beforeAll(async () => {
  owner = await Api.logIn(await makePerson('renew-owner'));
  friend = await Api.logIn(await makePerson('renew-friend'));
  before = await inventory();
  expect((await create(owner, NAME)).failure).toBeNull();
  await fill(NAME);
  expect((await owner.mutate('secrets.set', { name: NAME, secret: 'OWN_KEY', value: 'stays' })).message).toBeNull();
});

afterAll(async () => {
  await dropHolds();
  await script('systemctl start gitea worker');
  await remove(owner, NAME).catch(() => undefined);
  const after = await inventory();
  for (const name of PEOPLE) await inContainer(['userdel', '--remove', name]);
  expect(after).toEqual(before);
});

afterEach(dropHolds);

const renew = async () => {
  const { data, message } = await owner.mutate<{ operationId: string }>('experiments.renew', { name: NAME });
  expect(message).toBeNull();
  return data.operationId;
};
const ask = async (procedure: string) => {
  const { data, message } = await owner.mutate<{ operationId: string }>(procedure, { name: NAME });
  expect(message).toBeNull();
  expect((await ended(owner, data.operationId)).failure).toBeNull();
};
/** Asks for the change and waits until the work of one step is complete and not yet recorded. */
async function renewUntil(key: string) {
  const moment = { key, state: 'done' };
  await holdAll('experiment.renew', [moment]);
  const operationId = await renew();
  expect(await nextHeld(operationId)).toEqual(moment);
  return { operationId, moment };
}

describe('an operator is removed, and the passwords and tokens are changed', () => {
  let old: OldSecrets;
  let content: string;
  let socket: WebSocket;
  let closed: Promise<void>;
  let operation: Operation;

  beforeAll(async () => {
    const give = { name: NAME, username: 'renew-friend', role: 'operator', logs: true };
    expect((await owner.mutate('members.set', give)).message).toBeNull();
    expect((await friend.mutate('workspaces.start', { name: NAME, workspace: 'lab' })).message).toBeNull();
    const browser = await Browser.open(friend, NAME);
    // a connection is held open as well
    await leaveThief(browser, 'setsid psql "$DATABASE_URL" -c "select pg_sleep(3333)" &');
    await until('the connection to be there', 20, async () => (await connections()) || null);
    const { name: terminal } = await browser.api<{ name: string }>('terminals', {});
    socket = await browser.connect(`terminals/websocket/${terminal}`);
    closed = new Promise((resolve) => socket.addEventListener('close', () => resolve()));
    old = await readSecrets(NAME);
    expect(await ways(NAME, old)).toEqual({ repository: 200, figures: 200, database: 'in' });
    // with the token of the repository others were let in
    await script(`curl -sf -X PUT -H 'Authorization: token ${old.token}' -H 'Content-Type: application/json' -d '{"permission":"write"}' \
      http://127.0.0.1:3000/api/v1/repos/exp-${NAME}/${NAME}/collaborators/homelab-paas`);
    // and it was shown to everybody
    await script(`curl -sf -X PATCH -H 'Authorization: token ${old.token}' -H 'Content-Type: application/json' -d '{"private":false}' \
      http://127.0.0.1:3000/api/v1/repos/exp-${NAME}/${NAME}`);
    content = await contentOf(NAME);
    const { data, message } = await owner.mutate<{ renewal: { operationId: string } }>('members.remove', {
      name: NAME,
      username: 'renew-friend',
      renew: true,
    });
    expect(message).toBeNull();
    operation = await ended(owner, data.renewal.operationId);
  });

  const connections = () =>
    sql(`select pid from pg_stat_activity where usename = 'exp-${NAME}' and query like '%pg_sleep(3333)%' limit 1`);

  test('which succeeds and says what was taken back', async () => {
    expect(operation.failure).toBeNull();
    expect(operation.state).toBe('succeeded');
    const lines = operation.steps.flatMap((step) => step.lines);
    expect(lines).toContain('Took back the right of homelab-paas to use the repository');
    expect(lines).toContain('Made the repository private again');
    const headers = { cookie: friend.cookie ?? '' };
    const page = await fetch(`http://${ADDRESS}:3000/exp-${NAME}/${NAME}`, { headers, redirect: 'manual' });
    expect(page.status).toBe(404);
  });

  test('their open tab is disconnected, and their page leads nowhere', async () => {
    await closed;
    expect((await friend.mutate('workspaces.enter', { name: NAME, workspace: 'lab' })).status).toBe(404);
  });

  test('nothing ran again before the front door had forgotten that they may come in', async () => {
    const at = (key: string, time: string) =>
      sql(`select ${time} from operation_steps where operation_id = '${operation.id}' and key = '${key}'`);
    const [closed, running] = [await at('doors', 'finished_at'), await at('workspaces', 'finished_at')];
    expect(Date.parse(running) - Date.parse(closed)).toBeGreaterThanOrEqual(ANSWER_KEPT_MS);
  });

  test('what they left running is gone, and has not seen the new secrets', async () => {
    expect(await connections()).toBe('');
    await expectNothingStolen();
  });

  test('the old token, the old password and the old token of the figures open nothing', async () => {
    await until('the figures to refuse the old token', 15, async () =>
      (await ways(NAME, old)).figures === 401 ? true : null,
    );
    expect(await ways(NAME, old)).toEqual({ repository: 401, figures: 401, database: 'refused' });
  });

  test('the new ones work from inside, and nothing is lost', async () => {
    await expectAgreement(NAME);
    const now = await readSecrets(NAME);
    for (const key of ['password', 'token', 'figures'] as const) expect(now[key]).not.toBe(old[key]);
    expect(now.own).toBe('stays');
    expect(await contentOf(NAME)).toBe(content);
  });

  test('JupyterLab, which ran, runs again with them', async () => {
    await expectInLab();
    const browser = await Browser.open(owner, NAME);
    expect(await browser.api('status')).toMatchObject({ kernels: 0 });
  });
});

test('without the git service nothing is ended or changed', async () => {
  const old = await readSecrets(NAME);
  await said('systemctl', 'stop', 'gitea');
  const operation = await ended(owner, await renew());
  await said('systemctl', 'start', 'gitea');
  await gitAnswers();
  expect(operation.state).toBe('failed');
  expect(operation.failure?.message).toMatch(/Gitea does not answer/);
  expect(await readSecrets(NAME)).toEqual(old);
  expect(await said('systemctl', 'is-active', `experiment-lab@${NAME}`)).toBe('active');
});

test('a secret that is set meanwhile does not bring an older one back', async () => {
  expect((await owner.mutate('workspaces.stop', { name: NAME, workspace: 'lab' })).message).toBeNull();
  const { operationId, moment } = await renewUntil('figures');
  const set = await owner.mutate('secrets.set', { name: NAME, secret: 'OWN_KEY', value: 'stays too' });
  expect(set.message).toBeNull();
  await release(moment);
  expect((await ended(owner, operationId)).failure).toBeNull();
  expect((await readSecrets(NAME)).own).toBe('stays too');
  await expectAgreement(NAME);
});

test.each(['database', 'repository', 'figures'])(
  'the worker is killed when “%s” is changed and not recorded, and in the end everything agrees',
  async (key) => {
    const { operationId, moment } = await renewUntil(key);
    await STRIKES.worker(moment);
    expect((await ended(owner, operationId)).failure).toBeNull();
    await expectAgreement(NAME);
    expect(await sql(`select attempts > 1 from operations where id = '${operationId}'`)).toBe('t');
  },
);

/** A change that failed after its first secret; the git service, which was away, is back. */
async function failHalfWay(): Promise<{ tryAgain: () => Promise<void> }> {
  const { operationId, moment } = await renewUntil('database');
  await said('systemctl', 'stop', 'gitea');
  await release(moment);
  const failed = await ended(owner, operationId);
  expect(failed.state).toBe('failed');
  expect(failed.steps.find((step) => step.key === 'repository')?.state).toBe('failed');
  await said('systemctl', 'start', 'gitea');
  await gitAnswers();
  return {
    tryAgain: async () => {
      const { data, message } = await owner.mutate<{ operationId: string }>('operations.retry', { id: operationId });
      expect(message).toBeNull();
      expect((await ended(owner, data.operationId)).failure).toBeNull();
    },
  };
}

test('after a failure half-way “Try again” ends what was started since before it makes secrets, and starts that again', async () => {
  const { tryAgain } = await failHalfWay();
  await ask('experiments.restart');
  expect((await owner.mutate('workspaces.start', { name: NAME, workspace: 'lab' })).message).toBeNull();
  await leaveThief(await Browser.open(owner, NAME));
  await tryAgain();
  await expectNothingStolen();
  await expectInLab();
});

test('after a failure half-way “Try again” does not start what was stopped since', async () => {
  const old = await readSecrets(NAME);
  const { tryAgain } = await failHalfWay();
  await ask('experiments.stop');
  await tryAgain();
  await expectStopped();
  await ask('experiments.start');
  await expectAgreement(NAME);
  expect(await ways(NAME, old)).toMatchObject({ repository: 401, database: 'refused' });
});

/** What somebody who foresees a change would leave running: it reads the secrets over and over. */
async function leaveThief(browser: Browser, more = ''): Promise<void> {
  await script(`cat > /home/exp-${NAME}/leave <<'END'
      setsid bash -c 'while sleep 0.01; do cat /etc/homelab-paas/experiments/${NAME}.env > ~/stolen; done' &
      ${more}
END`);
  await browser.runInTerminal('bash ~/leave');
  const { token } = await readSecrets(NAME);
  await until('the thief to be at work', 20, async () =>
    (await script(`grep -cF '${token}' /home/exp-${NAME}/stolen || true`)) === '0' ? null : true,
  );
}

async function expectNothingStolen(): Promise<void> {
  expect(await script(`pgrep -u exp-${NAME} -fa 'sleep|stolen' || true`)).toBe('');
  expect(await script(`grep -cF '${(await readSecrets(NAME)).token}' /home/exp-${NAME}/stolen || true`)).toBe('0');
  await script(`rm /home/exp-${NAME}/stolen /home/exp-${NAME}/leave`);
}

/** JupyterLab runs, with the token of now. */
async function expectInLab(): Promise<void> {
  const environment = await script(
    `tr '\\0' '\\n' < /proc/$(systemctl show --property=MainPID --value experiment-lab@${NAME})/environ`,
  );
  expect(environment).toContain(`GITEA_TOKEN=${(await readSecrets(NAME)).token}`);
}

async function expectStopped(): Promise<void> {
  expect(await sql(`select state from experiments where name = '${NAME}'`)).toBe('stopped');
  expect(await sql(`select rolcanlogin from pg_roles where rolname = 'exp-${NAME}'`)).toBe('f');
  expect(await script(`pgrep -u exp-${NAME} || true`)).toBe('');
  expect(await script(`chage -l exp-${NAME} | grep 'Account expires'`)).not.toMatch(/never/);
}

function gitAnswers(): Promise<true> {
  return until('the git service to answer', 30, async () =>
    (await fetch(`http://${ADDRESS}:3000/api/v1/version`)).ok ? true : null,
  );
}
