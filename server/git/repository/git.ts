import { type StreamedProcess, stream } from '../../shared/process.ts';
import { limit } from '../limit.ts';

/** Nothing of the machine's or an account's configuration counts, no prompt is ever shown, paths are never patterns. */
export const GIT_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  LANG: 'C.UTF-8',
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_OPTIONAL_LOCKS: '0',
};

/** A pushed repository chooses nothing that is run: no hooks, filters, textconv or external diffs come from it. */
const READING = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'diff.external='] as const;

const READ_TIMEOUT_MS = 20_000;

/** A page takes a handful of these one after another. */
const reading = limit(8, 128);

export class GitError extends Error {
  constructor(command: string, code: number | null, stderr: string) {
    super(`git ${command} ended with ${code === null ? 'a signal' : `status ${code}`}: ${stderr.trim()}`);
    this.name = 'GitError';
  }
}

/** Starts git on a repository for reading; the caller reads the streams. No argument is an option that a visitor typed. */
export function startGit(folder: string, args: readonly string[], timeoutMs: number): StreamedProcess {
  return stream('git', [...READING, `--git-dir=${folder}`, ...args], { env: { ...GIT_ENVIRONMENT }, timeoutMs });
}

export interface Output {
  bytes: Buffer;
  /** There was more than `maxBytes`; git was stopped there. */
  cut: boolean;
}

/** Runs git on a repository and gives up to `maxBytes` of what it says. Throws GitError when it fails. */
export function readGit(folder: string, args: readonly string[], maxBytes = 8 * 1024 * 1024): Promise<Output> {
  return reading(() => collect(folder, args, maxBytes));
}

async function collect(folder: string, args: readonly string[], maxBytes: number): Promise<Output> {
  const process = startGit(folder, args, READ_TIMEOUT_MS);
  const chunks: Buffer[] = [];
  let size = 0;
  let stderr = '';
  process.stdin.end();
  process.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });
  process.stdout.on('data', (chunk: Buffer) => {
    if (size <= maxBytes) chunks.push(chunk);
    size += chunk.length;
    if (size > maxBytes) process.kill();
  });
  const code = await process.exit;
  const cut = size > maxBytes;
  if (code !== 0 && !cut) throw new GitError(args[0] ?? '', code, stderr);
  return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), cut };
}

/** The same as text, for output that is known to be short. */
export async function readGitText(folder: string, args: readonly string[]): Promise<string> {
  return (await readGit(folder, args)).bytes.toString('utf8');
}
