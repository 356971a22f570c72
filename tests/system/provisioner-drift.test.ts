import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isPlatformUnit } from '../../server/shared/platform-units.ts';
import { inContainer, said, script } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { ask, done } from './support/provisioner.ts';

const subject = { name: 'prov-d', id: randomUUID() };
const stranger = { name: 'prov-d', id: randomUUID() };
const account = 'exp-prov-d';
let before: string[];
let uid: number;

beforeAll(async () => {
  before = await inventory();
  uid = (await done('account.create', subject)).uid;
});
afterAll(async () => {
  await script(
    `userdel ${account} 2>/dev/null || true; groupdel ${account} 2>/dev/null || true; userdel drift-taker 2>/dev/null || true`,
  );
  expect(await changesSince(before)).toEqual([]);
});

describe('an account that comes back', () => {
  test('has the user id that it had, with its group left or gone', async () => {
    for (const remove of [`userdel ${account}`, `sed -i '/^${account}:/d' /etc/passwd /etc/shadow`]) {
      await script(remove);
      expect(await done('account.recreate', { ...subject, uid })).toEqual({ created: true });
      expect(await said('id', account)).toContain(`uid=${uid}(${account}) gid=${uid}(${account})`);
      expect((await said('passwd', '-S', account)).split(' ')[1]).toBe('L');
    }
    expect(await done('account.recreate', { ...subject, uid })).toEqual({ created: false });
  });

  test('never gets an id that no experiment had, one outside the range, or one that somebody has', async () => {
    await said('userdel', account);
    const last = Number(await said('cat', '/var/lib/homelab-paas/last-uid'));
    await said('useradd', '--no-create-home', '--uid', String(uid), 'drift-taker');
    const outcomes = await Promise.all(
      [uid, last + 1, 1000, 60_000, 20_000.5].map((wanted) => ask('account.recreate', { ...subject, uid: wanted })),
    );
    expect(outcomes.map(({ failure }) => failure?.code)).toEqual(['conflict', 'conflict', ...Array(3).fill('invalid')]);
    expect((await inContainer(['id', account])).code).not.toBe(0);
    await said('userdel', 'drift-taker');
    await done('account.recreate', { ...subject, uid });
  });

  test('is not another experiment’s', async () => {
    expect((await ask('account.recreate', { ...stranger, uid })).failure?.code).toBe('conflict');
  });
});

test('a stranger neither stops nor starts an experiment, and stopping twice is the same as once', async () => {
  expect((await ask('experiment.stop', stranger)).failure?.code).toBe('conflict');
  await script(`systemd-run --quiet --collect --uid=${account} sleep 600`);
  await done('experiment.stop', subject);
  await done('experiment.stop', subject);
  expect(await script(`ps -o pid= -u ${account} || true`)).toBe('');
  expect((await ask('experiment.start', stranger)).failure?.code).toBe('conflict');
  expect((await ask('unit.start', { name: subject.name, workspace: 'lab' })).failure).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('is stopped'),
  });
  const look = async () => (await done('machine.inspect', {})).accounts.find(({ name }) => name === subject.name);
  expect(await look()).toMatchObject({ uid, markedId: subject.id, group: true, closed: true, running: false });
  await done('experiment.start', subject);
  expect(await look()).toMatchObject({ closed: false });
});

test('only the platform’s own units are started', async () => {
  for (const unit of ['ssh.service', 'nginx.service --now', '-H']) {
    expect(isPlatformUnit(unit)).toBe(false);
    const { failure } = await ask('platform.start', { unit: unit as 'nginx.service' });
    expect(failure?.code).toBe('invalid');
  }
  expect(await done('platform.start', { unit: 'nginx.service' })).toEqual({});
});

test('nothing of its own is ever set aside', async () => {
  await done('environment.write', { ...subject, variables: { A: 'b' } });
  expect(await done('files.set-aside', { ...subject, uid })).toEqual({ moved: [] });
  await done('environment.remove', subject);
});
