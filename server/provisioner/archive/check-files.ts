/** Reads the files of an archive back and compares them with what its manifest says. */
import { text } from 'node:stream/consumers';
import type { ArchiveFile } from '../../shared/archive-manifest.ts';
import { streamFrom } from '../../shared/process.ts';
import { type Check, integer, list, object } from '../checks.ts';
import { Failure } from '../failure.ts';
import { emptyRoot, runSandboxed, withNetwork } from './sandbox.ts';
import { archiveFileName, openFile } from './staging.ts';

const digestInHex: Check<string> = (value, place) => {
  if (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)) return value;
  throw new Failure('invalid', `${place}: a SHA-256 in hex is expected.`);
};

export const archiveFiles = list(
  object<ArchiveFile>({ name: archiveFileName, bytes: integer(0, Number.MAX_SAFE_INTEGER), sha256: digestInHex }),
  10,
);

const MINUTES = 240;

/** What differs, in a sentence, or null. All files are read at the same time; `deep` also reads what is in them. */
export async function checkFiles(
  folder: string,
  files: readonly ArchiveFile[],
  { deep, signal }: { deep: boolean; signal: AbortSignal },
): Promise<string | null> {
  const problems = await Promise.all([
    ...files.map((file) => compare(folder, file, signal)),
    ...(deep ? files.map((file) => readInside(folder, file, signal)) : []),
  ]);
  return problems.find((problem) => problem !== null) ?? null;
}

async function compare(folder: string, wanted: ArchiveFile, signal: AbortSignal): Promise<string | null> {
  const found = await digestOf(folder, wanted.name, signal).catch((error: unknown) => {
    if (error instanceof Failure && (error.code === 'missing' || error.code === 'conflict')) return error.message;
    throw error;
  });
  if (typeof found === 'string') return found;
  if (found.bytes !== wanted.bytes) {
    return `${wanted.name} has ${found.bytes} bytes and should have ${wanted.bytes}: it is ${found.bytes < wanted.bytes ? 'truncated' : 'not the one that was written'}.`;
  }
  if (found.sha256 !== wanted.sha256) {
    return `${wanted.name} is not what was written: its SHA-256 is ${found.sha256.slice(0, 12)}… and should be ${wanted.sha256.slice(0, 12)}….`;
  }
  return null;
}

/** Size and SHA-256 of a file as it is now. A program of its own reads it, so that several use several processors. */
async function digestOf(
  folder: string,
  name: ArchiveFile['name'],
  signal: AbortSignal,
): Promise<{ bytes: number; sha256: string }> {
  const file = await openFile(folder, archiveFileName(name, 'file'));
  try {
    const { size } = await file.stat();
    const child = streamFrom(file.fd, '/usr/bin/sha256sum', [], { timeoutMs: MINUTES * 60_000 });
    signal.addEventListener('abort', child.kill, { once: true });
    child.stderr.resume();
    const [output, code] = await Promise.all([text(child.stdout), child.exit]);
    signal.throwIfAborted();
    const sha256 = /^[0-9a-f]{64}/.exec(output)?.[0];
    if (code !== 0 || !sha256) throw new Failure('failed', `${folder}/${name} could not be read.`);
    return { bytes: size, sha256 };
  } finally {
    await file.close();
  }
}

const READERS: Record<string, { script: string; properties: string[] }> = {
  'home.tar.zst': { script: 'list-home', properties: emptyRoot() },
  'database.dump': { script: 'list-database', properties: [...withNetwork(), 'PrivateNetwork=yes'] },
  'repository.bundle': { script: 'list-repository', properties: [...withNetwork(), 'PrivateNetwork=yes'] },
};

/** Reads through an archive in its own format, as a user that owns nothing. */
async function readInside(folder: string, { name, bytes }: ArchiveFile, signal: AbortSignal): Promise<string | null> {
  const reader = READERS[name];
  if (!reader || bytes === 0) return null;
  const file = await openFile(folder, archiveFileName(name, 'file')).catch(() => null); // `compare` tells why
  if (!file) return null;
  try {
    const problem = `${name} could not be read back`;
    await runSandboxed({ ...reader, user: null, input: file.fd, signal, minutes: MINUTES }, problem);
    return null;
  } catch (error) {
    if (error instanceof Failure && error.code === 'failed') return `${error.message}.`;
    throw error;
  } finally {
    await file.close();
  }
}
