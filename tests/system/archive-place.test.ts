import { afterAll, beforeAll, expect, test } from 'vitest';
import { Api, create, ended, type Operation, remove } from './support/api.ts';
import { said, script, sql } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

/** Archives in a folder on another disk, which root allows. */
const NAME = 'moved-out';
const DISK = '/srv/other-disk';
const FOLDER = `${DISK}/homelab`;
const ALLOWED = '/etc/homelab-paas/archive-folders';

let admin: Api;
let before: string[];
let target: string;
let archiveId: string;

beforeAll(async () => {
  admin = await Api.logIn(await makePerson('alice-admin', ['homelab-users', 'homelab-admins']));
  before = await inventory();
  await script(`
    mkdir -p ${DISK} && mount -t tmpfs -o size=256m,mode=0755 tmpfs ${DISK}
    install -d -o root -g homelab -m 0750 ${FOLDER}`);
});
afterAll(async () => {
  await sql(`delete from settings where key = 'archives'; delete from targets where name = 'Other disk'`);
  await script(`rm -f ${ALLOWED}; umount ${DISK}; rmdir ${DISK}`);
});

async function done(procedure: string, input: object): Promise<Operation> {
  const answer = await admin.mutate<{ operationId: string; archiveId?: string }>(procedure, input);
  if (answer.status !== 200) throw new Error(`${procedure}: ${answer.message}`);
  archiveId = answer.data.archiveId ?? archiveId;
  return ended(admin, answer.data.operationId, 240);
}

const add = () => admin.mutate<{ id: string }>('targets.add', { kind: 'folder', name: 'Other disk', path: FOLDER });

test('a folder is a place for archives once root allows it, and while root alone can write there', async () => {
  expect((await add()).status).toBe(400);
  await script(`install -o root -g homelab -m 0640 /dev/null ${ALLOWED}; echo ${FOLDER} > ${ALLOWED}`);
  await said('chmod', '0770', FOLDER);
  expect((await add()).status).not.toBe(200);
  await said('chmod', '0750', FOLDER);
  const added = await add();
  expect(added.message).toBeNull();
  target = added.data.id;
  expect(await script(`ls -A ${FOLDER}`)).toBe('');
});

test('an experiment is archived to the other disk, read back there, and restored from it', async () => {
  expect((await admin.mutate('settings.update', { archives: { targetId: target } })).status).toBe(200);
  expect((await create(admin, NAME)).failure).toBeNull();
  await script(
    `runuser -l exp-${NAME} -c 'head -c 4M /dev/urandom > noise; sha256sum noise > sum; psql -qc "create table t as select generate_series(1, 500) n"'`,
  );
  expect((await done('archives.create', { name: NAME, confirmation: NAME })).failure).toBeNull();
  expect(await script(`ls ${FOLDER}`)).toBe(archiveId);
  expect(await script(`find /var/lib/homelab-paas -name '*${archiveId}*'`)).toBe('');
  const checked = await admin.mutate<{ state: string }>('archives.verify', { id: archiveId });
  expect(checked.data).toMatchObject({ state: 'complete' });

  expect((await done('archives.restore', { id: archiveId, name: `${NAME}-2` })).failure).toBeNull();
  const rows = `sha256sum --check --quiet sum && psql -Atc "select count(*) from t"`;
  expect(await script(`runuser -l exp-${NAME}-2 -c '${rows}' | tail -1`)).toBe('500');
  expect((await remove(admin, `${NAME}-2`)).failure).toBeNull();
});

test('while the disk is away nothing is written in its place', async () => {
  await said('mount', '-t', 'tmpfs', '-o', 'size=1m,mode=0755', 'tmpfs', DISK);
  try {
    expect((await admin.mutate('targets.check', { id: target })).status).not.toBe(200);
    expect(await script(`ls -A ${DISK}`)).toBe('');
  } finally {
    await said('umount', DISK);
  }
});

test('removing the archive leaves nothing there, and the place can be forgotten', async () => {
  expect((await admin.mutate('targets.remove', { id: target })).status).toBe(409);
  expect((await done('archives.remove', { id: archiveId, confirmation: NAME })).failure).toBeNull();
  expect(await script(`ls -A ${FOLDER}`)).toBe('');
  expect((await admin.mutate('settings.update', { archives: { targetId: null } })).status).toBe(200);
  expect((await admin.mutate('targets.remove', { id: target })).status).toBe(200);
  await said('rm', ALLOWED);
  expect(await changesSince(before)).toEqual([]);
});
