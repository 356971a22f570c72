import { beforeAll, describe, expect, test } from 'vitest';
import { Api, create, ended, type Operation, remove } from './support/api.ts';
import { said, script, sql } from './support/container.ts';
import { holdSteps, releaseSteps, untilHeld } from './support/hold-step.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

let api: Api;

beforeAll(async () => {
  api = await Api.logIn(await makePerson('alice'));
});

/** Creates an experiment and does `harm` while the step `key` begins; gives how it ended. */
async function createWithHarm(name: string, key: string, harm: () => Promise<unknown>): Promise<Operation> {
  await holdSteps({ kind: 'experiment.create', key, state: 'running', seconds: 3 });
  const answer = await api.mutate<{ operationId: string }>('experiments.create', { name });
  await untilHeld();
  await harm();
  return ended(api, answer.data.operationId, 180);
}

async function expectNothingLeft(name: string, before: string[]): Promise<void> {
  expect(await inventory()).toEqual([...before, `row experiment ${name}`].sort());
}

async function retry(operation: Operation): Promise<Operation> {
  const answer = await api.mutate<{ operationId: string }>('operations.retry', { id: operation.id });
  expect(answer.message).toBeNull();
  return ended(api, answer.data.operationId);
}

describe('Gitea goes away in the middle of a creation', () => {
  test('the operation names it, leaves nothing, and succeeds when tried again', async () => {
    const before = await inventory();
    const operation = await createWithHarm('no-gitea', 'repository', () => said('systemctl', 'stop', 'gitea'));
    expect(operation.state).toBe('failed');
    expect(operation.failure?.part).toBe('Gitea');
    expect(operation.failure?.message).toMatch(/Gitea/);
    await said('systemctl', 'start', 'gitea');
    await releaseSteps();
    await expectNothingLeft('no-gitea', before);
    expect((await retry(operation)).state).toBe('succeeded');
    expect((await remove(api, 'no-gitea')).state).toBe('succeeded');
    expect(await changesSince(before)).toEqual([]);
  });
});

describe('PostgreSQL refuses connections in the middle of a creation', () => {
  test('the operation names it, leaves nothing, and succeeds when tried again', async () => {
    const before = await inventory();
    const operation = await createWithHarm('no-postgres', 'database', async () => {
      await sql('alter role homelab connection limit 0');
      setTimeout(() => void sql('alter role homelab connection limit -1'), 8_000);
    });
    await releaseSteps();
    expect(operation.state).toBe('failed');
    expect(operation.failure?.part).toBe('PostgreSQL');
    expect(operation.failure?.message).toMatch(/PostgreSQL/);
    await expectNothingLeft('no-postgres', before);
    expect((await retry(operation)).state).toBe('succeeded');
    expect((await remove(api, 'no-postgres')).state).toBe('succeeded');
    expect(await changesSince(before)).toEqual([]);
  });
});

describe('PostgreSQL is restarted in the middle of a creation', () => {
  test('the operation goes on where it was and nothing is lost', async () => {
    const before = await inventory();
    const operation = await createWithHarm('restarted', 'home', () =>
      script('systemctl stop postgresql; sleep 3; systemctl start postgresql'),
    );
    await releaseSteps();
    expect(operation.failure).toBeNull();
    expect(operation.state).toBe('succeeded');
    expect((await remove(api, 'restarted')).state).toBe('succeeded');
    expect(await changesSince(before)).toEqual([]);
  });
});

describe('a full disk', () => {
  test('fails the creation with a sentence that says so, leaves nothing, and it succeeds with space', async () => {
    const before = await inventory();
    await script(`
      mount -t tmpfs -o size=64k,mode=0755 tmpfs /home
      head -c 1M /dev/zero > /home/.filler || true`);
    let operation: Operation;
    try {
      operation = await create(api, 'no-space');
    } finally {
      await said('umount', '/home');
    }
    expect(operation.state).toBe('failed');
    expect(operation.failure?.message).toMatch(/space/);
    await expectNothingLeft('no-space', before);
    expect((await retry(operation)).state).toBe('succeeded');
    expect((await remove(api, 'no-space')).state).toBe('succeeded');
    expect(await changesSince(before)).toEqual([]);
  });
});
