/** The files that make up an experiment's workspaces on the machine. */
import { readdir } from 'node:fs/promises';
import { accountOf, doorFolderOf, sliceOf, socketFolderOf, unitOf, WORKSPACES } from '../shared/names.ts';
import type { Limits } from '../shared/provisioner-protocol.ts';
import { fileMark, firstLine } from './owned-file.ts';

const UNITS = '/etc/systemd/system';
const DROP_IN = '50-homelab-paas.conf';

/** A file with its lines. */
export interface ConfigurationFile {
  path: string;
  lines: string[];
}

/** tmpfiles.d(5): makes the socket folders now and at each start of the machine. */
export function socketFolderFile(name: string): ConfigurationFile {
  return {
    path: `/etc/tmpfiles.d/homelab-paas-${name}.conf`,
    // Set-group-id, so that the sockets get the group of the front door.
    lines: [
      `d ${socketFolderOf(name)} 2750 ${accountOf(name)} www-data -`,
      `d ${doorFolderOf(name)} 2750 root www-data -`,
    ],
  };
}

/** The workspaces run in the slice that also holds the user's log-ins, so that one limit and one account covers all. */
export function unitFiles(name: string, uid: number): ConfigurationFile[] {
  return unitFilePaths(name).map((path) => ({ path, lines: ['[Service]', `Slice=${sliceOf(uid)}`] }));
}

export function unitFilePaths(name: string): string[] {
  return WORKSPACES.map((workspace) => `${UNITS}/${unitOf(name, workspace)}.d/${DROP_IN}`);
}

export function sliceFilePath(uid: number): string {
  return `${UNITS}/${sliceOf(uid)}.d/${DROP_IN}`;
}

/** Limits and accounting of everything that the experiment runs. */
export function sliceFile(uid: number, limits: Limits): ConfigurationFile {
  return {
    path: sliceFilePath(uid),
    lines: [
      '[Slice]',
      ...['CPUAccounting=yes', 'MemoryAccounting=yes', 'TasksAccounting=yes'],
      `CPUQuota=${limits.cpuPercent}%`,
      `MemoryHigh=${limits.memoryHighBytes}`,
      `MemoryMax=${limits.memoryMaxBytes}`,
      // What is over the limit would else go to swap, and the limit would end nothing until that is full as well.
      'MemorySwapMax=0',
      `TasksMax=${limits.tasksMax}`,
    ],
  };
}

/** Slice files that bear the experiment's mark, found without knowing its user id. Without `id`: of any experiment of that name. */
export async function findSliceFiles({ name, id }: { name: string; id?: string }): Promise<string[]> {
  const folders = (await readdir(UNITS)).filter((entry) => /^user-\d+\.slice\.d$/.test(entry));
  const found: string[] = [];
  for (const folder of folders) {
    const path = `${UNITS}/${folder}/${DROP_IN}`;
    const mark = await firstLine(path);
    if (id ? mark === fileMark({ name, id }) : mark.startsWith('# Homelab PaaS') && mark.endsWith(` ${name}`))
      found.push(path);
  }
  return found;
}
