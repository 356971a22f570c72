/** What the file system of the homes offers for limiting their size. */
import { run } from '../../shared/process.ts';
import type { ProbeResult } from '../../shared/provisioner-protocol.ts';
import { findQuota } from '../quota.ts';

export async function probeDisk(): Promise<ProbeResult> {
  const columns = ['--noheadings', '--output', 'FSTYPE,TARGET'];
  const { stdout } = await run('/usr/bin/findmnt', [...columns, '--target', '/home']);
  const [type = 'unknown', mount = '/'] = stdout.trim().split(/\s+/);
  const title = 'Size of the home';
  if (await findQuota()) {
    return {
      key: 'disk',
      title,
      enforced: true,
      detail: `The file system of /home (${type} on ${mount}) has quotas for users, and each home has one.`,
    };
  }
  return {
    key: 'disk',
    title,
    enforced: false,
    detail: `Not enforced here, because the file system of /home (${type} on ${mount}) has no quotas for users switched on. Instead sizes are measured, and an experiment whose home is over its limit is stopped.`,
  };
}
