/** What a user leaves on a machine outside its home. */
import { readFile, rm } from 'node:fs/promises';
import { execute } from '../shared/process.ts';

/** Removes scheduled jobs, mail, the linger mark, shared memory and temporary files of a user. */
export async function removeLeftovers(user: string, uid: number): Promise<void> {
  const files = [`/var/spool/cron/crontabs/${user}`, `/var/mail/${user}`, `/var/lib/systemd/linger/${user}`];
  for (const file of files) await rm(file, { force: true });
  await removeSharedMemory(uid);
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

async function removeSharedMemory(uid: number): Promise<void> {
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
        await execute('/usr/bin/ipcrm', [option, row[id] ?? '']);
    }
  }
}
