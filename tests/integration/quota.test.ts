import { mkdir, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findQuota, isQuotaOn, quotaArguments } from '../../server/provisioner/quota.ts';
import { execute, run } from '../../server/shared/process.ts';

const MIB = 1024 ** 2;
/** An id that no account of a machine has. */
const UID = 1_987_654;
const root = process.getuid?.() === 0;
const tools = (await execute('/bin/sh', ['-c', 'test -x /usr/sbin/setquota -a -x /usr/sbin/mkfs.ext4'])).code === 0;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homelab-quota-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A new ext4 file system of 64 MiB, mounted from a file. Null where the kernel cannot. */
async function mounted(name: string, features: string[], options: string): Promise<string | null> {
  const image = join(folder, `${name}.img`);
  const file = await open(image, 'w');
  await file.truncate(64 * MIB);
  await file.close();
  await run('/usr/sbin/mkfs.ext4', ['-q', ...features, image]);
  const point = join(folder, name);
  await mkdir(point);
  const { code } = await execute('/usr/bin/mount', ['-o', `loop,${options}`, image, point]);
  return code === 0 ? point : null;
}

test.each([
  ['user quota on /home (/dev/vdb1) is on', true],
  ['group quota on / (/dev/vda) is on (enforced)\nuser quota on / (/dev/vda) is on (enforced)', true],
  ['user quota on /home (/dev/vdb1) is off', false],
  ['group quota on / (/dev/vda) is on', false],
  ['', false],
])('quotas for users are read from “%s”', (answer, on) => {
  expect(isQuotaOn(answer)).toBe(on);
});

describe.skipIf(!root || !tools)('on a real file system (needs root, loop devices, mkfs.ext4 and quota)', () => {
  test('one that is mounted for quotas without having any switched on is told as without', async (context) => {
    const point = await mounted('plain', [], 'usrquota');
    if (point === null) return context.skip('this machine mounts no files');
    try {
      expect(await findQuota(point)).toBeNull();
    } finally {
      await run('/usr/bin/umount', [point]);
    }
  });

  test('a quota set as the provisioner sets it stops the user at it, and nobody else', async (context) => {
    const point = await mounted('quota', ['-O', 'quota'], 'usrquota');
    if (point === null) return context.skip('the kernel has no quotas for ext4 (CONFIG_QFMT_V2)');
    try {
      expect(await findQuota(point)).toBe(point);
      await run('/usr/sbin/setquota', quotaArguments(UID, 8 * MIB, point));
      await run('/usr/bin/install', ['-d', '-o', String(UID), join(point, 'home')]);
      const fill = (uid: number, file: string) =>
        execute('/usr/bin/dd', ['if=/dev/zero', `of=${join(point, file)}`, 'bs=1M', 'count=16'], { uid, gid: uid });
      expect((await fill(UID, 'home/big')).stderr).toContain('Disk quota exceeded');
      expect((await fill(0, 'other')).code).toBe(0);
      await run('/usr/sbin/setquota', quotaArguments(UID, 0, point));
      expect((await fill(UID, 'home/big')).code).toBe(0);
    } finally {
      await run('/usr/bin/umount', [point]);
    }
  });
});
