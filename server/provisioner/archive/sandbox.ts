/**
 * Runs the programs that pack and unpack: as the experiment's user, or as nobody at all, never as root, in a unit of its own that
 * ends with the request. What they read and write comes and goes through files that root has opened.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { SOURCE_FOLDER } from '../../shared/paths.ts';
import { execute, ProcessError, type ReadingProcess, streamFrom } from '../../shared/process.ts';
import { Failure } from '../failure.ts';
import { literally } from '../systemd.ts';

export interface Sandboxed {
  /** A script of `inside/`, and its arguments. No secret. */
  script: string;
  args?: string[];
  /** An experiment's account, or null for a user that exists for this run alone. */
  user: string | null;
  /** Properties of the unit, beside those that every one has: what it sees and may write. */
  properties: string[];
  /** A file that root has opened, as standard input. */
  input?: number;
  signal: AbortSignal;
  /** Longest time in minutes. */
  minutes: number;
  /** The experiment's own slice, with its limits, for what may run its programs. Default: the platform's own. */
  slice?: string;
}

export interface SandboxedProcess extends ReadingProcess {
  /** What it writes to standard error, its last lines. */
  said: Promise<string>;
}

/** Folder of the scripts as a program in an empty root sees it. */
const SCRIPTS = `${SOURCE_FOLDER}/server/provisioner/inside`;

/** Sees nothing of the machine but programs and what `shown` binds in. No network. */
export function emptyRoot(...shown: string[]): string[] {
  return [
    'TemporaryFileSystem=/:ro',
    'BindReadOnlyPaths=/usr -/lib -/lib64 -/bin',
    `BindReadOnlyPaths=${SCRIPTS}`,
    'PrivateNetwork=yes',
    'RestrictAddressFamilies=AF_UNIX',
    ...shown,
  ];
}

/** Sees the machine's programs and settings, no home, and may write to its own temporary folders alone. */
export function withNetwork(): string[] {
  return [
    'ProtectSystem=strict',
    'ProtectHome=tmpfs',
    // As in the workspaces: what runs of a running experiment gets into these programs, which have its user.
    'InaccessiblePaths=-/run/homelab-paas -/run/gitea -/run/docker.sock -/run/containerd -/run/dbus',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
  ];
}

const EVERY = [
  'NoNewPrivileges=yes',
  'PrivateTmp=yes',
  'PrivateDevices=yes',
  'PrivateIPC=yes',
  'ProtectProc=invisible',
  'ProtectKernelTunables=yes',
  'ProtectControlGroups=yes',
  'RestrictNamespaces=yes',
  'LockPersonality=yes',
  'SystemCallArchitectures=native',
  'KillMode=control-group',
  'TimeoutStopSec=5',
  'LimitCORE=0',
  'UMask=0077',
  // the experiment's own quota must not starve this, and this must not starve what people do
  'CPUWeight=50',
  'IOWeight=50',
  'MemoryMax=2G',
  'TasksMax=256',
];

/** Starts a script and hands over its output. The caller reads `stdout` to its end. */
export async function startSandboxed(wanted: Sandboxed): Promise<SandboxedProcess> {
  wanted.signal.throwIfAborted();
  const { slice = 'homelab-archives.slice' } = wanted;
  const unit = `homelab-archive-${randomUUID()}.service`;
  const own = await ownUnit();
  const hasCapabilities = wanted.properties.some((property) => property.startsWith('AmbientCapabilities='));
  const properties = [
    ...EVERY,
    ...(hasCapabilities ? [] : ['CapabilityBoundingSet=']),
    `RuntimeMaxSec=${wanted.minutes * 60}`,
    ...(wanted.user === null ? ['DynamicUser=yes'] : [`User=${wanted.user}`, `Group=${wanted.user}`]),
    // a provisioner that is killed takes along what it started
    ...(own ? [`BindsTo=${own}`, `After=${own}`] : []),
    ...wanted.properties,
  ];
  const options = ['--pipe', '--wait', '--collect', '--quiet', `--unit=${unit}`, `--slice=${slice}`];
  const program = ['/bin/bash', `${SCRIPTS}/${wanted.script}.sh`, ...(wanted.args ?? []).map(literally)];
  const child = streamFrom(
    wanted.input ?? null,
    '/usr/bin/systemd-run',
    [...options, ...properties.map((property) => `--property=${property}`), '--', ...program],
    { timeoutMs: (wanted.minutes + 1) * 60_000 },
  );
  const stop = () => void execute('/usr/bin/systemctl', ['stop', '--', unit]).finally(child.kill);
  wanted.signal.addEventListener('abort', stop, { once: true });
  const forget = () => wanted.signal.removeEventListener('abort', stop);
  child.exit.then(forget, forget);
  return { ...child, said: lastLines(child.stderr) };
}

/** Runs a script whose output is short, and gives it. Throws Failure with `problem` and what it said when it fails. */
export async function runSandboxed(wanted: Sandboxed, problem: string): Promise<{ stdout: string; said: string }> {
  const child = await startSandboxed(wanted);
  const [stdout, said, code] = await Promise.all([
    wholeText(child.stdout).catch((error: unknown) => {
      child.kill();
      throw error;
    }),
    child.said,
    child.exit,
  ]);
  wanted.signal.throwIfAborted();
  if (code !== 0) throw failed(problem, said, code);
  return { stdout, said };
}

/** Far more than the table of contents of any database; what an experiment's user runs must not fill root's memory. */
const MOST_BYTES = 128 * 1024 ** 2;

/** All of an output. Throws Failure when there is more of it than MOST_BYTES. */
export async function wholeText(stream: AsyncIterable<Buffer>, most = MOST_BYTES): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.length;
    if (bytes > most) throw new Failure('failed', `A program wrote more than ${most / 1024 ** 2} MiB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Why a script failed, as the person who asked is told it. A full disk is told as such. */
export function failed(problem: string, said: string, code: number | null): Error {
  const lines = said.trim().split('\n').slice(-20);
  if (/No space left on device|Disk quota exceeded/.test(said)) {
    return new ProcessError('the program', `ended with status ${code}`, { code, stdout: '', stderr: said });
  }
  const reason = lines.findLast((line) => line.trim() !== '') ?? `it ended with status ${code}`;
  return new Failure('failed', `${problem}: ${reason}`, lines);
}

const KEPT = 64 * 1024;

async function lastLines(stream: NodeJS.ReadableStream): Promise<string> {
  let kept = '';
  stream.setEncoding('utf8');
  for await (const chunk of stream) kept = (kept + String(chunk)).slice(-KEPT);
  return kept;
}

/** The unit of this very request; null where it was not started by its socket. */
async function ownUnit(): Promise<string | null> {
  const groups = await readFile('/proc/self/cgroup', 'utf8').catch(() => '');
  return /\/(provisioner@[^/\n]*\.service)/.exec(groups)?.[1] ?? null;
}
