/** What a user leaves on a machine outside its home. */
import { readFile, rm } from 'node:fs/promises';
import { execute } from '../shared/process.ts';
import type { Account } from './account.ts';

/** Removes scheduled jobs, mail, the linger mark, shared memory and temporary files of a user. */
export async function removeLeftovers({ user, uid, gid }: Account): Promise<void> {
  const files = [`/var/spool/cron/crontabs/${user}`, `/var/mail/${user}`, `/var/lib/systemd/linger/${user}`];
  for (const file of files) await rm(file, { force: true });
  await removeSharedMemory(uid, gid);
  // find(1) works with open folders and never follows a link, so nothing can be swapped under it. Status 1 means
  // that a folder held files of somebody else, which stay.
  const places = ['/tmp', '/var/tmp', '/dev/shm', '/dev/mqueue', '/run/lock'];
  await execute('/usr/bin/find', [
    '-P',
    ...places,
    '-xdev',
    '-depth',
    '-mindepth',
    '1',
    '-uid',
    String(uid),
    '-delete',
  ]);
}

const KINDS = { shm: '--shmem-id', sem: '--semaphore-id', msg: '--queue-id' } as const;

/** As the user itself: removing somebody else's takes CAP_SYS_ADMIN, which the provisioner does not have. */
async function removeSharedMemory(uid: number, gid: number): Promise<void> {
  for (const [kind, option] of Object.entries(KINDS)) {
    const table = await readFile(`/proc/sysvipc/${kind}`, 'utf8').catch(() => '');
    const [head = [], ...rows] = table
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/));
    const id = head.indexOf(`${kind}id`);
    const owners = [head.indexOf('uid'), head.indexOf('cuid')];
    for (const row of rows) {
      if (owners.some((column) => Number(row[column]) === uid))
        await execute('/usr/bin/ipcrm', [option, row[id] ?? ''], { uid, gid });
    }
  }
}
