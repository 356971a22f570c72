/** Runs one of the scripts in `inside/` as an experiment's user: in its slice, sandboxed, with its environment. */
import { environmentFileOf, homeOf, sliceOf } from '../shared/names.ts';
import { SOURCE_FOLDER } from '../shared/paths.ts';
import { execute, type RunResult } from '../shared/process.ts';
import type { Subject } from '../shared/provisioner-protocol.ts';
import { requireAccount } from './account.ts';
import { Failure } from './failure.ts';
import { look } from './tree.ts';

/**
 * Runs `inside/<script>.sh` and gives its output, whatever its status. systemd reads the environment file, so no secret is ever
 * an argument. Throws `missing` without the user or the environment.
 */
export async function runInside(subject: Subject, script: 'publish' | 'verify'): Promise<RunResult> {
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
    'PrivateTmp=yes',
    'PrivateDevices=yes',
    'ProtectProc=invisible',
    'RestrictSUIDSGID=yes',
    'UMask=0077',
    'RuntimeMaxSec=120',
  ];
  const options = [
    '--pipe',
    '--wait',
    '--collect',
    '--quiet',
    `--uid=${user}`,
    `--gid=${user}`,
    `--slice=${sliceOf(uid)}`,
  ];
  const sandbox = properties.map((property) => `--property=${property}`);
  const program = ['/bin/bash', `${SOURCE_FOLDER}/server/provisioner/inside/${script}.sh`];
  return execute('/usr/bin/systemd-run', [...options, ...sandbox, '--', ...program], { timeoutMs: 150_000 });
}
