import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { archives, audit, settings, targets } from '../../server/db/schema/index.ts';
import { openS3 } from '../../server/services/archives/stores/s3-client.ts';
import type { Context } from '../../server/services/context.ts';
import { addTarget } from '../../server/services/targets/add-target.ts';
import { checkTarget } from '../../server/services/targets/check-target.ts';
import { listTargets } from '../../server/services/targets/list-targets.ts';
import { removeTarget } from '../../server/services/targets/remove-target.ts';
import { openTargetSecret } from '../../server/services/targets/target-secret.ts';
import { type S3Server, startS3Server } from '../support/s3-server.ts';
import { createTestDatabase, type TestDatabase } from './support/test-database.ts';

let database: TestDatabase;
let server: S3Server;
let folder: string;
const SECRET = 'a-secret-key-that-nobody-sees';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homelab-targets-'));
  await writeFile(join(folder, 'master.key'), randomBytes(32).toString('hex'));
  vi.stubEnv('HOMELAB_MASTER_KEY_FILE', join(folder, 'master.key'));
  database = await createTestDatabase();
  server = await startS3Server();
  const s3 = await openS3({ ...place(), prefix: '' });
  await s3.client.send(new s3.sdk.CreateBucketCommand({ Bucket: 'bucket' }));
}, 300_000);
afterAll(async () => {
  await server?.stop();
  await database.remove();
  await rm(folder, { recursive: true });
});

const context = (admin: boolean): Context => ({
  db: database.db,
  actor: { kind: 'user', username: admin ? 'root' : 'alice', admin, sessionId: randomUUID() },
});
const place = () => ({
  ...{ endpoint: server.url, region: '', bucket: 'bucket', prefix: 'lab', accessKeyId: 'key', secretKey: SECRET },
});
const s3 = (name: string) => ({ kind: 's3', name, ...place() }) as const;

test('only an administrator sees, adds, checks and removes places for archives', async () => {
  const alice = context(false);
  for (const call of [
    listTargets(alice),
    addTarget(alice, s3('x')),
    checkTarget(alice, { id: randomUUID() }),
    removeTarget(alice, { id: randomUUID() }),
  ])
    await expect(call).rejects.toMatchObject({ code: 'forbidden' });
});

test('a store is tried before it is added, and its secret key is nowhere but sealed', async () => {
  const ctx = context(true);
  const { id } = await addTarget(ctx, s3('House'));
  await checkTarget(ctx, { id });
  const { targets: listed } = await listTargets(ctx);
  expect(listed).toEqual([{ id, name: 'House', kind: 's3', place: `${server.url}/bucket/lab`, archives: 0 }]);
  const [row] = await database.db.select().from(targets).where(eq(targets.id, id));
  const everywhere = JSON.stringify([row, await database.db.select().from(audit), listed]);
  expect(everywhere).not.toContain(SECRET);
  expect(row?.sealedSecretKey?.includes(SECRET)).toBe(false);
  expect(await openTargetSecret(id, row?.sealedSecretKey ?? Buffer.alloc(0))).toBe(SECRET);
  // sealed for its own row: of no use in another one
  await expect(openTargetSecret(randomUUID(), row?.sealedSecretKey ?? Buffer.alloc(0))).rejects.toThrow();
  await expect(addTarget(ctx, s3('House'))).rejects.toMatchObject({ code: 'conflict' });
});

test('a store that does not answer, or lacks the bucket, is not added, and what it said is told', async () => {
  const ctx = context(true);
  const away = { ...s3('Away'), endpoint: 'http://127.0.0.1:9' };
  await expect(addTarget(ctx, away)).rejects.toMatchObject({ code: 'unavailable' });
  const other = addTarget(ctx, { ...s3('Other'), bucket: 'none-such' });
  await expect(other).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('NoSuchBucket') });
  expect((await listTargets(ctx)).targets.map(({ name }) => name)).toEqual(['House']);
});

test('a folder that root has not allowed is refused', async () => {
  const call = addTarget(context(true), { kind: 'folder', name: 'Everything', path: '/etc' });
  await expect(call).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('archive-folders') });
});

test.each([
  ['an endpoint with a password', { endpoint: 'http://user:word@127.0.0.1' }],
  ['an endpoint with a path', { endpoint: 'http://127.0.0.1/x' }],
  ['another scheme', { endpoint: 'file:///etc' }],
  ['a bucket that is a path', { bucket: '../x' }],
  ['a prefix that leads out', { prefix: 'a/../b' }],
])('%s is refused', async (_title, wrong) => {
  await expect(addTarget(context(true), { ...s3('Wrong'), ...wrong })).rejects.toThrow();
});

test('a place is not forgotten while archives are there, or new ones go there', async () => {
  const ctx = context(true);
  const id = (await listTargets(ctx)).targets[0]?.id ?? '';
  const [archive] = await database.db
    .insert(archives)
    .values({ kind: 'archive', experimentId: randomUUID(), experimentName: 'x', targetId: id, createdBy: 'root' })
    .returning();
  await expect(removeTarget(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
  await database.db.delete(archives).where(eq(archives.id, archive?.id ?? ''));
  await database.db.insert(settings).values({ key: 'archives', value: { targetId: id }, updatedBy: 'root' });
  await expect(removeTarget(ctx, { id })).rejects.toMatchObject({ code: 'conflict' });
  await database.db.delete(settings);
  await removeTarget(ctx, { id });
  expect((await listTargets(ctx)).targets).toEqual([]);
});
