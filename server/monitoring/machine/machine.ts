import { readFile, statfs } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseNumber } from '../cgroup/files.ts';
import type { CpuModes, GroupReader } from '../cgroup/reader.ts';

export interface Filesystem {
  mountpoint: string;
  sizeBytes: number;
  availableBytes: number;
}

/** Usage of this machine or container. What is not known is null. */
export interface Machine {
  cpus: number;
  cpu: CpuModes | null;
  memoryTotalBytes: number | null;
  memoryAvailableBytes: number | null;
  load: [number, number, number] | null;
  filesystems: Filesystem[];
}

const MOUNTPOINTS = ['/', '/home'];

/**
 * Reads the machine. In a container the figures are the container's where the kernel keeps them apart: CPU and memory come
 * from the root of its control groups, since /proc shows the host there unless lxcfs covers it.
 */
export async function readMachine(reader: GroupReader | null): Promise<Machine> {
  const [meminfo, loadavg, stat, root, modes, ...filesystems] = await Promise.all([
    readFile('/proc/meminfo', 'utf8'),
    readFile('/proc/loadavg', 'utf8'),
    readFile('/proc/stat', 'utf8'),
    reader?.usage(''),
    reader?.cpuModes(''),
    ...MOUNTPOINTS.map(readFilesystem),
  ]);
  const memory = machineMemory(parseMeminfo(meminfo), root?.memoryLimitBytes ?? null, root?.memoryBytes ?? null);
  return {
    cpus: availableParallelism(),
    cpu: modes ?? parseProcStat(stat),
    memoryTotalBytes: memory.total,
    memoryAvailableBytes: memory.available,
    load: parseLoad(loadavg),
    filesystems: filesystems.filter((filesystem) => filesystem !== null),
  };
}

/** Total and available memory: the smaller of what the kernel has and what the container's limit leaves. */
export function machineMemory(
  meminfo: { total: number | null; available: number | null },
  limit: number | null,
  used: number | null,
): { total: number | null; available: number | null } {
  const smaller = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));
  const left = limit === null || used === null ? null : Math.max(0, limit - used);
  return { total: smaller(meminfo.total, limit), available: smaller(meminfo.available, left) };
}

/** MemTotal and MemAvailable in bytes; the file has kibibytes. */
export function parseMeminfo(text: string): { total: number | null; available: number | null } {
  const field = (name: string) => {
    const kib = parseNumber(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? null);
    return kib === null ? null : kib * 1024;
  };
  return { total: field('MemTotal'), available: field('MemAvailable') };
}

/** User and kernel seconds of the whole machine from the first line of /proc/stat, in USER_HZ; guest time is part of user time there. */
export function parseProcStat(text: string): CpuModes | null {
  const match = /^cpu +(\d+) (\d+) (\d+) \d+ \d+ (\d+) (\d+)/.exec(text);
  if (!match) return null;
  const [user, nice, system, irq, softirq] = match.slice(1).map(Number) as [number, number, number, number, number];
  return { user: (user + nice) / 100, system: (system + irq + softirq) / 100 };
}

/** The three load averages. */
export function parseLoad(text: string): [number, number, number] | null {
  const match = /^(\d+\.\d+) (\d+\.\d+) (\d+\.\d+) /.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}

async function readFilesystem(mountpoint: string): Promise<Filesystem | null> {
  try {
    const { bsize, blocks, bavail } = await statfs(mountpoint);
    // A file system without a size of its own, such as ramfs, says 0.
    return blocks === 0 ? null : { mountpoint, sizeBytes: bsize * blocks, availableBytes: bsize * bavail };
  } catch {
    return null;
  }
}
