/** Limits of a slice that runs: as its control group has them, and how they get there. */
import { rm, rmdir } from 'node:fs/promises';
import { sliceOf } from '../shared/names.ts';
import { execute, run } from '../shared/process.ts';
import type { EffectiveLimits, Limits } from '../shared/provisioner-protocol.ts';
import { asNumber, findRoots, readGroup } from './cgroup.ts';
import { errorCode } from './failure.ts';

const SYSTEMCTL = '/usr/bin/systemctl';

export async function isSliceActive(uid: number): Promise<boolean> {
  return (await execute(SYSTEMCTL, ['is-active', '--quiet', '--', sliceOf(uid)])).code === 0;
}

/**
 * Gives a running slice the limits of its file. A reload alone does not touch its control group; set-property does, and writes
 * files of its own that would stand above the platform's for ever, so these go at once. The caller reloads systemd afterwards.
 */
export async function pushSliceLimits(uid: number, limits: Limits): Promise<void> {
  const assignments = [
    `CPUQuota=${limits.cpuPercent}%`,
    `MemoryHigh=${limits.memoryHighBytes}`,
    `MemoryMax=${limits.memoryMaxBytes}`,
    'MemorySwapMax=0',
    `TasksMax=${limits.tasksMax}`,
  ];
  try {
    await run(SYSTEMCTL, ['set-property', '--runtime', '--', sliceOf(uid), ...assignments]);
  } finally {
    await removePushed(uid);
  }
}

const PUSHED = ['CPUQuota', 'MemoryHigh', 'MemoryMax', 'MemorySwapMax', 'TasksMax'];

/** Takes away what set-property wrote for the slice, and nothing else; a run that was cut off may have left it. */
export async function removePushed(uid: number): Promise<void> {
  const folder = `/run/systemd/system.control/${sliceOf(uid)}.d`;
  for (const property of PUSHED) await rm(`${folder}/50-${property}.conf`, { force: true });
  await rmdir(folder).catch((error: unknown) => {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '')) throw error;
  });
}

/** What the kernel enforces on the slice now, whichever version of control groups holds each controller. */
export async function readSliceLimits(uid: number): Promise<EffectiveLimits> {
  const roots = await findRoots();
  const group = `user.slice/${sliceOf(uid)}`;
  const [max, high, tasks, cpu, quota, period] = await Promise.all([
    readGroup(roots, group, ['memory', 'memory.limit_in_bytes'], ['', 'memory.max']),
    readGroup(roots, group, ['', 'memory.high']),
    readGroup(roots, group, ['pids', 'pids.max'], ['', 'pids.max']),
    readGroup(roots, group, ['', 'cpu.max']),
    readGroup(roots, group, ['cpu', 'cpu.cfs_quota_us']),
    readGroup(roots, group, ['cpu', 'cpu.cfs_period_us']),
  ]);
  const [share, of] = cpu === null ? [quota, period] : cpu.split(' ');
  const [part, whole] = [asNumber(share), asNumber(of)];
  return {
    memoryHighBytes: asNumber(high),
    memoryMaxBytes: asNumber(max),
    tasksMax: asNumber(tasks),
    cpuPercent: part === null || whole === null || whole === 0 ? null : Math.round((part / whole) * 100),
  };
}

/** Memory that the programs of a slice hold: what is charged to it without file cache that the kernel would give up first. */
export async function readMemoryUse(uid: number): Promise<number> {
  const roots = await findRoots();
  const group = `user.slice/${sliceOf(uid)}`;
  const [used, stat] = await Promise.all([
    readGroup(roots, group, ['memory', 'memory.usage_in_bytes'], ['', 'memory.current']),
    readGroup(roots, group, ['memory', 'memory.stat'], ['', 'memory.stat']),
  ]);
  // Version 1 has the sum over everything below the group under a name of its own.
  const cache = /^total_inactive_file (\d+)$/m.exec(stat ?? '') ?? /^inactive_file (\d+)$/m.exec(stat ?? '');
  return Math.max(0, (asNumber(used) ?? 0) - Number(cache?.[1] ?? 0));
}

/** Largest page of the architectures that Debian supports: the kernel rounds memory limits down to whole pages. */
const PAGE = 65_536;

/** Names of the limits that the kernel has and that are not as asked for; empty when all is well. */
export function notEffective(wanted: Limits, effective: EffectiveLimits): string[] {
  const differs = (key: keyof EffectiveLimits, tolerance: number) => {
    const value = effective[key];
    return value !== null && Math.abs(value - wanted[key]) > tolerance;
  };
  const tolerances = { memoryHighBytes: PAGE, memoryMaxBytes: PAGE, cpuPercent: 1, tasksMax: 0 };
  return (Object.keys(tolerances) as (keyof typeof tolerances)[]).filter((key) => differs(key, tolerances[key]));
}
