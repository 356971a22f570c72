import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openS3, type S3, type S3Place } from '../../server/services/archives/stores/s3-client.ts';
import { S3Store } from '../../server/services/archives/stores/s3-store.ts';
import type { ArchiveFile } from '../../server/shared/archive-manifest.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';

let server: S3Server;
let folder: string;
let place: S3Place;
let store: S3Store;
let s3: S3;
const never = new AbortController().signal;
const quiet = () => undefined;

beforeAll(async () => {
  server = await startS3Server();
  folder = await mkdtemp(join(tmpdir(), 'homelab-s3-'));
  place = {
    ...{ endpoint: server.url, region: '', bucket: 'archives', prefix: 'lab/one' },
    ...{ accessKeyId: 'key', secretKey: 'secret' },
  };
  const staging = {
    folder,
    create: async (id: string) => void (await mkdir(join(folder, id), { recursive: true })),
    remove: (id: string) => rm(join(folder, id), { recursive: true }),
  };
  store = new S3Store(place, staging);
  s3 = await openS3(place);
  await s3.client.send(new s3.sdk.CreateBucketCommand({ Bucket: place.bucket }));
}, 300_000);
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await server?.stop();
});

/** Lays an archive into staging; the large file takes three parts. */
async function stage(): Promise<{ id: string; files: ArchiveFile[]; large: Buffer }> {
  const id = randomUUID();
  const large = randomBytes(40 * 1024 ** 2);
  await mkdir(join(folder, id));
  const files: ArchiveFile[] = [];
  for (const [name, content] of [
    ['home.tar.zst', large],
    ['database.dump', Buffer.from('dump')],
  ] as const) {
    await writeFile(join(folder, id, name), content);
    files.push({ name, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') });
  }
  await writeFile(join(folder, id, 'manifest.json'), '{"format":1}');
  return { id, files, large };
}

const keys = async () => {
  const { Contents = [] } = await s3.client.send(new s3.sdk.ListObjectsV2Command({ Bucket: place.bucket }));
  return Contents.map(({ Key }) => Key);
};

test('an archive goes into the store in parts, is read back, comes out equal, and leaves nothing when it is removed', async () => {
  const { id, files, large } = await stage();
  await store.put(id, files, never, quiet);
  expect(await readdir(folder)).not.toContain(id);
  expect((await keys()).sort()).toEqual(
    ['database.dump', 'home.tar.zst', 'manifest.json'].map((name) => `lab/one/${id}/${name}`),
  );
  expect(await store.verify(id, files, never)).toBeNull();
  expect((await buffer(await store.open(id, 'home.tar.zst'))).equals(large)).toBe(true);
  const reader = randomUUID();
  await store.fetch(id, files, never, quiet, reader);
  expect((await readFile(join(folder, reader, 'home.tar.zst'))).equals(large)).toBe(true);
  expect(await readFile(join(folder, reader, 'manifest.json'), 'utf8')).toBe('{"format":1}');
  await store.remove(id);
  await store.remove(id);
  expect(await keys()).toEqual([]);
});

test('a truncated, a changed and a missing object are found, and nothing is restored from them', async () => {
  const { id, files } = await stage();
  await store.put(id, files, never, quiet);
  const object = { Bucket: place.bucket, Key: `lab/one/${id}/database.dump` };
  await s3.client.send(new s3.sdk.PutObjectCommand({ ...object, Body: 'dum' }));
  expect(await store.verify(id, files, never)).toMatch(/database\.dump is truncated: 3 of 4 bytes/);
  await s3.client.send(new s3.sdk.PutObjectCommand({ ...object, Body: 'dumb' }));
  expect(await store.verify(id, files, never)).toMatch(/database\.dump has another SHA-256/);
  await expect(store.fetch(id, files, never, quiet, randomUUID())).rejects.toMatchObject({ code: 'conflict' });
  await s3.client.send(new s3.sdk.PutObjectCommand({ ...object, Body: 'dump that does not end' }));
  expect(await store.verify(id, files, never)).toMatch(/database\.dump has more than its 4 bytes/);
  await expect(store.fetch(id, files, never, quiet, randomUUID())).rejects.toMatchObject({ code: 'conflict' });
  await s3.client.send(new s3.sdk.DeleteObjectCommand(object));
  expect(await store.verify(id, files, never)).toBe('database.dump is missing.');
  await store.remove(id);
});

test('putting an archive again after it was cut off completes it and ends the upload that was left', async () => {
  const { id, files } = await stage();
  const left = { Bucket: place.bucket, Key: `lab/one/${id}/home.tar.zst` };
  await s3.client.send(new s3.sdk.CreateMultipartUploadCommand(left));
  await s3.client.send(new s3.sdk.PutObjectCommand({ ...left, Body: 'half' }));
  await store.put(id, files, never, quiet);
  expect(await store.verify(id, files, never)).toBeNull();
  const { Uploads = [] } = await s3.client.send(new s3.sdk.ListMultipartUploadsCommand({ Bucket: place.bucket }));
  expect(Uploads).toEqual([]);
  await store.remove(id);
});

test('a cancelled transfer ends and keeps what is in staging', async () => {
  const { id, files } = await stage();
  const cancel = new AbortController();
  const put = store.put(id, files, cancel.signal, () => cancel.abort());
  await expect(put).rejects.toThrow();
  expect(await readdir(join(folder, id))).toContain('home.tar.zst');
  await store.remove(id);
});

test('what the store says against it is told, with the place and without the secret key', async () => {
  const other = new S3Store(
    { ...place, bucket: 'nobodys', secretKey: 'hunter-2-hunter-2' },
    { create: quiet as never, remove: quiet as never },
  );
  const failure = await other.check().catch((error: Error) => error);
  expect(failure).toMatchObject({ code: 'unavailable' });
  expect(String(failure)).toMatch(/nobodys.*NoSuchBucket/);
  expect(String(failure)).not.toContain('hunter-2');
  const away = new S3Store(
    { ...place, endpoint: 'http://127.0.0.1:9' },
    { create: quiet as never, remove: quiet as never },
  );
  await expect(away.check()).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('127.0.0.1:9'),
  });
  await store.check();
  expect(await keys()).toEqual([]);
});
