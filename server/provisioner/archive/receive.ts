/** Takes a stream into a file that root has opened: digest on the way, an eye on the free space, all of it on the disk at the end. */
import { createHash } from 'node:crypto';
import { type FileHandle, statfs } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { WrittenFile } from '../../shared/archive-verbs.ts';
import { Failure } from '../failure.ts';

const LOOK_EVERY_BYTES = 32 * 1024 ** 2;
const TELL_EVERY_MS = 5_000;

interface Watched {
  signal: AbortSignal;
  /** A folder on the file system that is written to. */
  folder: string;
  /** Told now and then how much there is. */
  tell: (bytes: number) => void;
}

/** Throws Failure `full` before the last of the disk is used up, and what `signal` aborts with. */
export async function receive(source: Readable, file: FileHandle, watched: Watched): Promise<WrittenFile> {
  const digest = createHash('sha256');
  let bytes = 0;
  let looked = 0;
  let told = Date.now();
  for await (const chunk of source) {
    watched.signal.throwIfAborted();
    digest.update(chunk);
    await writeWhole(file, chunk);
    bytes += chunk.length;
    if (bytes - looked >= LOOK_EVERY_BYTES) {
      looked = bytes;
      await refuseFull(watched.folder);
    }
    if (Date.now() - told >= TELL_EVERY_MS) {
      told = Date.now();
      watched.tell(bytes);
    }
  }
  await file.sync();
  return { bytes, sha256: digest.digest('hex') };
}

async function writeWhole(file: FileHandle, chunk: Buffer): Promise<void> {
  for (let done = 0; done < chunk.length; ) done += (await file.write(chunk, done)).bytesWritten;
}

/** The last 64 MiB of a disk, or of a small one 2 %, are left to what else runs on the machine. */
export async function refuseFull(folder: string): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(folder);
  const kept = Math.min(64 * 1024 ** 2, blocks * bsize * 0.02);
  if (bavail * bsize >= kept) return;
  throw new Failure('full', `There is no space left in ${folder}. Free some space, then try again.`);
}
