/** Runs programs as an experiment's user: in its slice, sandboxed, with its environment. */
import { environmentFileOf, homeOf, sliceOf } from '../shared/names.ts';
import { SOURCE_FOLDER } from '../shared/paths.ts';
import { execute, type RunResult } from '../shared/process.ts';
import type { Subject } from '../shared/provisioner-protocol.ts';
import { requireAccount } from './account.ts';
import { Failure } from './failure.ts';
import { literally } from './systemd.ts';
import { look } from './tree.ts';

export interface InsideProgram {
  /** Program and arguments. Never a secret: systemd reads the environment file by itself. */
  command: readonly string[];
  /** Until systemd ends it. */
  seconds: number;
  /** Name of its unit, where a later call must find it again. */
  unit?: string;
  variables?: Record<string, string>;
  onLine?: (line: string) => void;
}

/** Runs one of the scripts in `inside/` and gives its output, whatever its status. Throws as runProgramInside. */
export function runInside(subject: Subject, script: 'publish' | 'push' | 'verify' | 'adopt-home'): Promise<RunResult> {
  const command = ['/bin/bash', `${SOURCE_FOLDER}/server/provisioner/inside/${script}.sh`];
  return runProgramInside(subject, { command, seconds: 120 });
}

/** Runs a program and gives its output, whatever its status. Throws `missing` without the user or the environment. */
export async function runProgramInside(subject: Subject, program: InsideProgram): Promise<RunResult> {
  const { command, seconds, unit, variables = {}, onLine } = program;
  const { user, uid } = await requireAccount(subject);
  const home = homeOf(subject.name);
  const environment = environmentFileOf(subject.name);
  if (!(await look(environment))) throw new Failure('missing', `The environment file ${environment} does not exist.`);
  const properties = [
    `EnvironmentFile=${environment}`,
    `WorkingDirectory=${home}`,
    'NoNewPrivileges=yes',
    'CapabilityBoundingSet=',
    'ProtectSystem=strict',
    'ProtectHome=tmpfs',
    `BindPaths=${home}`,
    // As in the workspaces' units, which say why.
    'TemporaryFileSystem=/tmp:mode=1777,size=1G,nosuid /var/tmp:mode=1777,size=1G,nosuid /dev/shm:mode=1777,size=1G,nosuid,noexec',
    'InaccessiblePaths=-/run/homelab-paas -/run/gitea -/run/docker.sock -/run/containerd -/run/dbus',
    'PrivateDevices=yes',
    'PrivateIPC=yes',
    'ProtectProc=invisible',
    'RestrictNamespaces=yes',
    'RestrictSUIDSGID=yes',
    'UMask=0077',
    `RuntimeMaxSec=${seconds}`,
  ];
  const options = [
    '--pipe',
    '--wait',
    '--collect',
    '--quiet',
    `--uid=${user}`,
    `--gid=${user}`,
    `--slice=${sliceOf(uid)}`,
    ...(unit === undefined ? [] : [`--unit=${unit}`]),
    ...Object.entries(variables).map(([key, value]) => `--setenv=${key}=${value}`),
    ...properties.map((property) => `--property=${property}`),
  ];
  return execute('/usr/bin/systemd-run', [...options, '--', ...command.map(literally)], {
    timeoutMs: (seconds + 30) * 1000,
    ...(onLine ? { onLine } : {}),
  });
}
