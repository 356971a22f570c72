/**
 * The one module that starts processes. There is no way to pass a shell string: a program and a list of arguments.
 * Built-in modules only; lint refuses `node:child_process` everywhere else.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

export interface RunOptions {
  /** Written to standard input, which is closed afterwards. Secrets travel here or in `env`, never in `args`. */
  input?: string | Buffer;
  /** The whole environment of the process. Default: PATH and LANG alone. */
  env?: Record<string, string>;
  cwd?: string;
  /** Runs as this user and group; supplementary groups are dropped. Needs root. */
  uid?: number;
  gid?: number;
  /** Milliseconds until the process is killed. Default 60,000. */
  timeoutMs?: number;
  /** Called with each line of standard output and standard error as it comes. */
  onLine?: (line: string) => void;
}

/** Characters that are kept of each output stream (1 MiB of ASCII), and the longest line that is passed on whole. */
export const OUTPUT_KEPT = 2 ** 20;

export interface RunResult {
  /** Exit status; null when a signal ended the process. */
  code: number | null;
  /** The end of what it wrote, at most OUTPUT_KEPT characters. */
  stdout: string;
  stderr: string;
}

/** The program could not be started, was killed, or (from `run`) ended with a status other than 0. */
export class ProcessError extends Error {
  readonly program: string;
  readonly result: RunResult;
  constructor(program: string, reason: string, result: RunResult) {
    const said = result.stderr.trim().split('\n').slice(-3).join(' / ');
    super(`${program} ${reason}${said === '' ? '' : `: ${said}`}`);
    this.name = 'ProcessError';
    this.program = program;
    this.result = result;
  }
}

const MINIMAL_ENV = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LANG: 'C.UTF-8' };

/** Next declares NODE_ENV a part of every environment; a process started here has exactly what it is given. */
function environmentOf(env: Record<string, string> = MINIMAL_ENV): NodeJS.ProcessEnv {
  return { ...env } as NodeJS.ProcessEnv;
}

/**
 * Runs a program to its end and gives its status and output, whatever the status. Of each output stream only the last
 * OUTPUT_KEPT characters are kept, so that no program can fill the memory of the one that reads it; for more there is `stream`.
 * Throws ProcessError when it cannot start or is killed.
 */
export function execute(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: environmentOf(options.env),
      cwd: options.cwd ?? '/',
      shell: false,
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(options.uid === undefined ? {} : { uid: options.uid }),
      ...(options.gid === undefined ? {} : { gid: options.gid }),
    });
    const result: RunResult = { code: null, stdout: '', stderr: '' };
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 60_000);
    collect(child.stdout, (text) => (result.stdout = keepEnd(result.stdout + text)), options.onLine);
    collect(child.stderr, (text) => (result.stderr = keepEnd(result.stderr + text)), options.onLine);
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(new ProcessError(program, `could not be started (${error.message})`, result));
    });
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      result.code = code;
      result.stdout = result.stdout.slice(-OUTPUT_KEPT);
      result.stderr = result.stderr.slice(-OUTPUT_KEPT);
      if (signal === null) resolve(result);
      else reject(new ProcessError(program, `was ended by ${signal}`, result));
    });
    child.stdin.on('error', () => undefined); // the program may end without reading its input
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program and gives its output. Throws ProcessError when it does not end with status 0. */
export async function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const result = await execute(program, args, options);
  if (result.code !== 0) throw new ProcessError(program, `ended with status ${result.code}`, result);
  return result;
}

/** Cuts only now and then: to copy what is kept for each piece of output would take long. */
function keepEnd(text: string): string {
  return text.length > 2 * OUTPUT_KEPT ? text.slice(-OUTPUT_KEPT) : text;
}

function collect(stream: NodeJS.ReadableStream, keep: (text: string) => void, onLine?: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    keep(text);
    if (!onLine) return;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
    if (rest.length > OUTPUT_KEPT) {
      onLine(rest);
      rest = '';
    }
  });
  stream.on('end', () => {
    if (rest !== '') onLine?.(rest);
  });
}

export interface StreamOptions {
  /** The whole environment of the process. Default: PATH and LANG alone. */
  env?: Record<string, string>;
  cwd?: string;
  /** Milliseconds until the process and what it started are killed. */
  timeoutMs: number;
}

/** A running process whose input and output are streams of bytes. */
export interface StreamedProcess {
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
  /** Resolves with the exit status, null after a signal, once all output is read. Rejects with ProcessError when it cannot start. */
  exit: Promise<number | null>;
  /** Sends a signal to the process alone, SIGTERM to ask it to end. */
  signal(name: NodeJS.Signals): void;
  /** Kills the process and everything that it started. */
  kill(): void;
}

/**
 * Starts a program and hands over its streams, for data that is binary or too large to hold.
 * The caller must read both outputs and handle `exit`. The process leads a group of its own, so that `kill` reaches its children.
 */
export function stream(program: string, args: readonly string[], options: StreamOptions): StreamedProcess {
  const child = spawn(program, args, {
    env: environmentOf(options.env),
    cwd: options.cwd ?? '/',
    shell: false,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  child.stdin.on('error', () => undefined); // the program may end without reading its input
  const { exit, kill } = watch(program, child, options.timeoutMs);
  const signal = (name: NodeJS.Signals) => void child.kill(name);
  return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, exit, signal, kill };
}

/** A running process that reads an open file. */
export type ReadingProcess = Pick<StreamedProcess, 'stdout' | 'stderr' | 'exit' | 'kill'>;

/**
 * As `stream`, but standard input is a file that the caller has opened (a descriptor), or nothing: the program gets at that file
 * whatever its own rights are, and at no other.
 */
export function streamFrom(
  input: number | null,
  program: string,
  args: readonly string[],
  options: StreamOptions,
): ReadingProcess {
  const child = spawn(program, args, {
    env: environmentOf(options.env),
    cwd: options.cwd ?? '/',
    shell: false,
    stdio: [input ?? 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error(`${program} has no output`); // both are pipes, which its type does not say
  return { stdout, stderr, ...watch(program, child, options.timeoutMs) };
}

/** Ends a process and its children when its time is over, or when asked to. */
function watch(
  program: string,
  child: ChildProcess,
  timeoutMs: number,
): { exit: Promise<number | null>; kill: () => void } {
  const kill = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // The group ended between the check and the call.
    }
  };
  const timer = setTimeout(kill, timeoutMs);
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', (error) => {
      clearTimeout(timer);
      const nothing: RunResult = { code: null, stdout: '', stderr: '' };
      reject(new ProcessError(program, `could not be started (${error.message})`, nothing));
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
  exit.catch(() => undefined); // a caller that gave up waiting must not be ended by it
  return { exit, kill };
}
