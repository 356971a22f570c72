/**
 * User ids of experiments. None is given twice: what a removed experiment left outside its home would belong to the next one.
 * The file holds the highest that was ever given.
 */
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode, Failure } from './failure.ts';

export const FIRST_USER_ID = 20_000;
/** Below the ids that Debian and systemd keep for themselves, and within what an unprivileged container is given. */
export const LAST_USER_ID = 59_999;
const FILE = '/var/lib/homelab-paas/last-uid';

/**
 * Gives the next id for which `isTaken` is false, and has it on the disk before. Call it under the lock on accounts. Throws
 * Failure `failed` when no id is left or the file holds no number.
 */
export async function takeUserId(isTaken: (id: number) => Promise<boolean>, file = FILE): Promise<number> {
  let id = (await readLast(file)) + 1;
  while (id <= LAST_USER_ID && (await isTaken(id))) id++;
  if (id > LAST_USER_ID) {
    throw new Failure(
      'failed',
      `Every user id from ${FIRST_USER_ID} to ${LAST_USER_ID} was given to an experiment once, and none is given twice. No further experiment can be made on this machine.`,
    );
  }
  await writeLast(file, id);
  return id;
}

/** Whether an id was given to an experiment once. Throws Failure `failed` when the file holds no number. */
export async function wasGiven(id: number, file = FILE): Promise<boolean> {
  return id >= FIRST_USER_ID && id <= (await readLast(file));
}

/** Throws rather than start from the first one again when the file is damaged: ids would be given twice. */
async function readLast(file: string): Promise<number> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return String(FIRST_USER_ID - 1);
    throw error;
  });
  const last = /^\d{5}\n?$/.test(content) ? Number(content) : Number.NaN;
  if (last >= FIRST_USER_ID - 1 && last <= LAST_USER_ID) return last;
  throw new Failure(
    'failed',
    `${file} holds no user id from ${FIRST_USER_ID} to ${LAST_USER_ID}. Write the highest one into it that an experiment ever had.`,
  );
}

async function writeLast(file: string, id: number): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o711 });
  const temporary = `${file}.tmp`;
  await writeFile(temporary, `${id}\n`, { mode: 0o600, flush: true });
  await rename(temporary, file);
  const folder = await open(dirname(file));
  await folder.sync().finally(() => folder.close()); // the rename, too, is to outlive a power cut
}
