/**
 * Locks between provisioner processes. Node has no flock(2); SQLite, which is built in, takes the same kind of lock on a
 * file, and the kernel frees it when the process ends, however it ends. Nothing is ever written into these files.
 */
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from './failure.ts';

const FOLDER = '/run/homelab-paas/lock';
const WAIT_MS = 120_000;

/** Runs `work` while no other provisioner works on the same experiment, or on the same part of it. */
export function withExperimentLock<T>(name: string, work: () => Promise<T>, part = 'experiment'): Promise<T> {
  // A fixed set of files, so that no file with an experiment's name outlives it; two names that share one merely wait.
  const bucket = createHash('sha256').update(name).digest('hex').slice(0, 3);
  return withLock(`${part}-${bucket}`, work);
}

/** Runs `work` alone among everything that takes the lock `key`. Throws Failure when it is not free within two minutes. */
export async function withLock<T>(key: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(`${FOLDER}/${key}`, { timeout: 0 });
  try {
    await acquire(file);
    return await work();
  } finally {
    file.close();
  }
}

async function acquire(file: DatabaseSync): Promise<void> {
  for (const until = Date.now() + WAIT_MS; Date.now() < until; await pause(15)) {
    try {
      file.exec('BEGIN EXCLUSIVE');
      return;
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('locked')) throw error;
    }
  }
  throw new Failure('failed', 'Another change of this experiment has been running for two minutes. Try again later.');
}
