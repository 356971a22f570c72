/** Quotas for users on the file system that holds the homes, where somebody has switched them on. */
import { execute, ProcessError } from '../shared/process.ts';
import { look } from './tree.ts';

const QUOTAON = '/usr/sbin/quotaon';
const SETQUOTA = '/usr/sbin/setquota';

/** The mount point of a path's file system when quotas for users are on there, else null. `path` must exist. */
export async function findQuota(path = '/home'): Promise<string | null> {
  if (!(await look(QUOTAON))) return null;
  const { stdout: target } = await execute('/usr/bin/findmnt', [
    '--noheadings',
    '--output',
    'TARGET',
    '--target',
    path,
  ]);
  const mount = target.trimEnd();
  if (mount === '') return null;
  const { stdout } = await execute(QUOTAON, ['--user', '--print-state', '--', mount]);
  return isQuotaOn(stdout) ? mount : null;
}

/** Reads the answer of quotaon(8): `user quota on /home (/dev/vdb1) is on`, and more words on newer versions. */
export function isQuotaOn(answer: string): boolean {
  return answer.split('\n').some((line) => /^user quota on .* is on(?:\s|$)/.test(line));
}

/**
 * Limits what a user's files may take on the file system of the homes; 0 is no limit. Gives whether there are quotas. The call
 * needs a capability that the provisioner does not have, so systemd makes it.
 */
export async function setQuota(uid: number, bytes: number, path = '/home'): Promise<boolean> {
  const mount = await findQuota(path);
  if (mount === null) return false;
  const options = ['--pipe', '--wait', '--collect', '--quiet', '--property=CapabilityBoundingSet=CAP_SYS_ADMIN'];
  const result = await execute('/usr/bin/systemd-run', [
    ...options,
    '--',
    SETQUOTA,
    ...quotaArguments(uid, bytes, mount),
  ]);
  if (result.code !== 0) throw new ProcessError('setquota', `ended with status ${result.code}`, result);
  return true;
}

/** setquota(8): blocks of 1 KiB. No soft limit, which would turn into a hard one after a week; no limit on the number of files. */
export function quotaArguments(uid: number, bytes: number, mount: string): string[] {
  return ['--user', String(uid), '0', String(Math.floor(bytes / 1024)), '0', '0', mount];
}
