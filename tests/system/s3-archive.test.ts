import { afterAll, beforeAll, expect, test } from 'vitest';
import { openS3, type S3 } from '../../server/services/archives/stores/s3-client.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';
import { Api, create, ended, type Operation, remove } from './support/api.ts';
import { ADDRESS, said, script, sql } from './support/container.ts';
import { changesSince, inventory } from './support/inventory.ts';
import { makePerson } from './support/people.ts';

/** An archive in an S3-compatible store on this machine, which the container reaches at the address of its bridge. */
const NAME = 's3-one';
const BUCKET = 'archives';
const HOST = ADDRESS.replace(/\d+$/, '1');

let server: S3Server;
let s3: S3;
let admin: Api;
let target: string;
let before: string[];
let archiveId: string;

beforeAll(async () => {
  server = await startS3Server(HOST);
  s3 = await openS3({ ...place(), prefix: '' });
  await s3.client.send(new s3.sdk.CreateBucketCommand({ Bucket: BUCKET }));
  admin = await Api.logIn(await makePerson('alice-admin', ['homelab-users', 'homelab-admins']));
  before = await inventory();
}, 300_000);
afterAll(async () => {
  await sql(`delete from settings where key = 'archives'; delete from targets where name = 'House'`);
  await server?.stop();
});

const place = () => ({
  ...{
    endpoint: server.url,
    region: '',
    bucket: BUCKET,
    prefix: 'lab',
    accessKeyId: 'key',
    secretKey: 'secret-of-the-store',
  },
});

async function done(procedure: string, input: object): Promise<Operation> {
  const answer = await admin.mutate<{ operationId: string; archiveId?: string }>(procedure, input);
  if (answer.status !== 200) throw new Error(`${procedure}: ${answer.message}`);
  archiveId = answer.data.archiveId ?? archiveId;
  return ended(admin, answer.data.operationId, 240);
}

const keys = async () => {
  const { Contents = [] } = await s3.client.send(new s3.sdk.ListObjectsV2Command({ Bucket: BUCKET }));
  return Contents.map(({ Key }) => Key?.split('/').at(-1)).sort();
};

test('an experiment is archived into the store, and nothing of it stays on the machine', async () => {
  const added = await admin.mutate<{ id: string }>('targets.add', { kind: 's3', name: 'House', ...place() });
  expect(added.message).toBeNull();
  target = added.data.id;
  expect((await admin.mutate('settings.update', { archives: { targetId: target } })).status).toBe(200);
  expect((await create(admin, NAME)).failure).toBeNull();
  await script(
    `runuser -l exp-${NAME} -c 'head -c 20M /dev/urandom > noise; sha256sum noise > sum; psql -qc "create table t as select generate_series(1, 500) n"'`,
  );
  const operation = await done('archives.create', { name: NAME, confirmation: NAME });
  expect(operation.failure).toBeNull();
  expect(await keys()).toEqual([
    'database.dump',
    'home.tar.zst',
    'manifest.json',
    'repository.bundle',
    'secrets.sealed',
  ]);
  expect(await script('ls -A /var/lib/homelab-paas/archives /var/lib/homelab-paas/staging | grep -v :$ || true')).toBe(
    '',
  );
  expect(
    (await said('journalctl', '-u', 'worker', '-u', 'dashboard', '--since', '-10min')).includes('secret-of-the-store'),
  ).toBe(false);
});

test('it is restored from there, byte for byte, while the archive stays', async () => {
  const operation = await done('archives.restore', { id: archiveId, name: 's3-two' });
  expect(operation.failure).toBeNull();
  expect(
    await script(
      `runuser -l exp-s3-two -c 'sha256sum --check --quiet sum && psql -Atc "select count(*) from t"' | tail -1`,
    ),
  ).toBe('500');
  expect((await keys()).length).toBe(5);
  expect((await remove(admin, 's3-two')).failure).toBeNull();
});

test('a truncated object is found by the check, and nothing is restored from it', async () => {
  const Key = `lab/${archiveId}/home.tar.zst`;
  const { Body } = await s3.client.send(new s3.sdk.GetObjectCommand({ Bucket: BUCKET, Key }));
  const whole = Buffer.from((await Body?.transformToByteArray()) ?? []);
  await s3.client.send(new s3.sdk.PutObjectCommand({ Bucket: BUCKET, Key, Body: whole.subarray(0, -100) }));
  const checked = await admin.mutate<{ state: string; problem: string }>('archives.verify', { id: archiveId });
  expect(checked.data).toMatchObject({ state: 'damaged', problem: expect.stringContaining('truncated') });
  const answer = await admin.mutate<{ operationId: string }>('archives.restore', { id: archiveId, name: 's3-three' });
  if (answer.status === 200) expect((await ended(admin, answer.data.operationId)).state).toBe('failed');
  await s3.client.send(new s3.sdk.PutObjectCommand({ Bucket: BUCKET, Key, Body: whole }));
  if (answer.status === 200) await remove(admin, 's3-three');
});

test('a store that is away is told as such, and the target stays while an archive is there', async () => {
  const held = await admin.mutate('targets.remove', { id: target });
  expect(held).toMatchObject({ status: 409 });
  expect((await done('archives.remove', { id: archiveId, confirmation: NAME })).failure).toBeNull();
  expect(await keys()).toEqual([]);
  await server.stop();
  const checked = await admin.mutate('targets.check', { id: target });
  expect(checked).toMatchObject({ status: 503, message: expect.stringContaining(server.url) });
  expect((await admin.mutate('settings.update', { archives: { targetId: null } })).status).toBe(200);
  expect((await admin.mutate('targets.remove', { id: target })).status).toBe(200);
  expect(await changesSince(before)).toEqual([]);
});
