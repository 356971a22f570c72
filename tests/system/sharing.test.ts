import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api, create, remove } from './support/api.ts';
import { ADDRESS, inContainer, said, until } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

const NAME = 'shared-one';
const PEOPLE = ['share-owner', 'share-friend', 'share-heir'];

let owner: Api;
let friend: Api;
let admin: Api;
let before: string[];

beforeAll(async () => {
  owner = await Api.logIn(await makePerson('share-owner'));
  friend = await Api.logIn(await makePerson('share-friend'));
  await makePerson('share-heir');
  admin = await Api.logIn(await makePerson('share-admin', ['homelab-users', 'homelab-admins']));
  before = await inventory();
  expect((await create(owner, NAME)).failure).toBeNull();
});

afterAll(async () => {
  await remove(admin, NAME).catch(() => undefined);
  for (const name of [...PEOPLE, 'share-admin']) await inContainer(['userdel', '--remove', name]);
});

const give = (role: string, logs = true) =>
  owner.mutate('members.set', { name: NAME, username: 'share-friend', role, logs });

/** The status of the workspace origin for a browser that comes with what a ticket gave it. */
async function opens(api: Api): Promise<number> {
  const entered = await api.mutate<{ path: string }>('workspaces.enter', { name: NAME, workspace: 'lab' });
  if (entered.status !== 200) return entered.status;
  const door = await fetch(`http://${ADDRESS}:8081${entered.data.path}`, { redirect: 'manual' });
  const cookie = door.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const api_ = await fetch(`http://${ADDRESS}:8081/user/${NAME}/lab/api/status`, {
    headers: { cookie },
    redirect: 'manual',
  });
  return api_.status;
}

/** Whether Gitea lets a person push, by what the platform's own account is told. */
async function mayPush(username: string): Promise<boolean> {
  const call = `curl -s -o /dev/null -w '%{http_code}' -H "Authorization: token $(cat /etc/homelab-paas/gitea.token)" http://127.0.0.1:3000/api/v1/repos/exp-${NAME}/${NAME}/collaborators/${username}`;
  return (await said('bash', '-c', call)) === '204';
}

test('a stranger learns nothing of an experiment', async () => {
  expect((await friend.query('experiments.get', { name: NAME })).status).toBe(404);
  expect((await friend.query('members.list', { name: NAME })).status).toBe(404);
});

test('only an account of the machine that may log in can be a member', async () => {
  const answer = await owner.mutate('members.set', { name: NAME, username: 'root', role: 'viewer', logs: true });
  expect(answer.status).toBe(400);
  expect(answer.message).toMatch(/no account that may use Homelab PaaS/);
});

test('a viewer sees it, and can neither start, open nor delete it', async () => {
  expect((await give('viewer', false)).message).toBeNull();
  expect((await friend.query('experiments.get', { name: NAME })).status).toBe(200);
  expect((await friend.query('metrics.get', { name: NAME })).status).toBe(200);
  expect((await friend.query('experiments.logs', { name: NAME, source: 'lab', lines: 10 })).status).toBe(403);
  expect((await friend.mutate('workspaces.start', { name: NAME, workspace: 'lab' })).status).toBe(403);
  expect((await friend.mutate('experiments.remove', { name: NAME, confirmation: NAME })).status).toBe(403);
  expect(await opens(friend)).toBe(403);
  expect(await mayPush('share-friend')).toBe(false);
});

test('a viewer whom the owner lets reads the logs', async () => {
  await give('viewer', true);
  expect((await friend.query('experiments.logs', { name: NAME, source: 'lab', lines: 10 })).status).toBe(200);
});

test('an operator starts and opens JupyterLab and may push, and cannot change members', async () => {
  expect((await give('operator')).message).toBeNull();
  expect((await friend.mutate('workspaces.start', { name: NAME, workspace: 'lab' })).message).toBeNull();
  expect(await opens(friend)).toBe(200);
  expect(await mayPush('share-friend')).toBe(true);
  const heir = { name: NAME, username: 'share-heir', role: 'viewer', logs: true };
  expect((await friend.mutate('members.set', heir)).status).toBe(403);
});

test('a member who is removed is out at once, the repository included', async () => {
  const entered = await friend.mutate<{ path: string }>('workspaces.enter', { name: NAME, workspace: 'lab' });
  expect((await owner.mutate('members.remove', { name: NAME, username: 'share-friend' })).message).toBeNull();
  expect((await friend.query('experiments.get', { name: NAME })).status).toBe(404);
  expect(await mayPush('share-friend')).toBe(false);
  const door = await fetch(`http://${ADDRESS}:8081${entered.data.path}`, { redirect: 'manual' });
  expect(door.headers.getSetCookie()).toEqual([]);
});

test('an experiment that is given away belongs to the other, and the giver who stays operates it', async () => {
  const gift = { name: NAME, to: 'share-friend', stay: true, confirmation: NAME };
  expect((await owner.mutate('members.transfer', gift)).message).toBeNull();
  expect((await friend.query<{ owner: string }>('experiments.get', { name: NAME })).data.owner).toBe('share-friend');
  expect((await owner.mutate('experiments.remove', { name: NAME, confirmation: NAME })).status).toBe(403);
});

test('when its owner’s account vanishes, an administrator gives it on, and a new account of the name gets nothing', async () => {
  const uid = await said('id', '-u', 'share-friend');
  await said('userdel', 'share-friend');
  await said('systemctl', 'restart', 'worker.service');
  await until('the worker to notice', 60, async () => {
    const { data } = await admin.query<{ owner: { missingSince: string | null } }>('members.list', { name: NAME });
    return data?.owner.missingSince ?? null;
  });
  await said('groupadd', '--force', 'share-friend');
  await said(
    'useradd',
    '--uid',
    String(Number(uid) + 500),
    '--gid',
    'share-friend',
    '--no-create-home',
    'share-friend',
  );
  const again = await Api.logIn(await makePerson('share-friend'));
  expect((await again.query('experiments.get', { name: NAME })).status).toBe(404);
  expect((await friend.query('sessions.current')).status).toBe(401);
  const gift = { name: NAME, to: 'share-heir', stay: false, confirmation: NAME };
  expect((await admin.mutate('members.transfer', gift)).message).toBeNull();
  const { data } = await admin.query<{ owner: { username: string } }>('members.list', { name: NAME });
  expect(data.owner.username).toBe('share-heir');
});

test('deleted, it leaves nothing, whoever it was shared with', async () => {
  expect((await remove(admin, NAME)).failure).toBeNull();
  // the account of this name was made anew by the test, with another user id
  expect(await changesSince(before, 'share-friend')).toEqual([]);
});
