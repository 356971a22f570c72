/** Finds and ends the processes of a user id, however they were started. */
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure.ts';

/** Process ids that run, or could again run, as this user. */
export async function processesOf(uid: number): Promise<number[]> {
  const found = await Promise.all(
    (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map((pid) => owns(pid, uid)),
  );
  return found.filter((pid) => pid !== null);
}

/** User ids that processes run as, or could again run as. */
export async function runningUsers(): Promise<Set<number>> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry));
  return new Set((await Promise.all(pids.map(usersOf))).flat());
}

/** Kills every process of this user and waits until none is left. Throws Failure when one cannot be ended within 15 s. */
export async function endProcesses(uid: number): Promise<void> {
  for (const until = Date.now() + 15_000; ; await pause(20)) {
    const left = await processesOf(uid);
    if (left.length === 0) return;
    if (Date.now() > until)
      throw new Failure('failed', `Processes ${left.join(', ')} of user id ${uid} cannot be ended.`);
    for (const pid of left) kill(pid);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** The process id when its real, effective, saved or file-system user is `uid`. */
async function owns(pid: string, uid: number): Promise<number | null> {
  return (await usersOf(pid)).includes(uid) ? Number(pid) : null;
}

/** Real, effective, saved and file-system user of a process; none of a zombie. */
async function usersOf(pid: string): Promise<number[]> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  if (/^State:\s+Z/m.test(status)) return [];
  return /^Uid:\s+(.+)$/m.exec(status)?.[1]?.split(/\s+/).map(Number) ?? [];
}
