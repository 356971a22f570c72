import { join } from 'node:path';
import { parseKeyed, parseNumber, readText } from './files.ts';
import { type CpuModes, type GroupReader, type GroupUsage, workingSet } from './reader.ts';

/** Reads control groups of version 2 below `folder`. */
export class V2Reader implements GroupReader {
  readonly version = 'v2';
  readonly #folder: string;
  constructor(folder: string) {
    this.#folder = folder;
  }

  async usage(group: string): Promise<GroupUsage> {
    const file = (name: string) => readText(join(this.#folder, group, name));
    const [cpu, used, stat, limit, tasks] = await Promise.all([
      readCpuStat(join(this.#folder, group)),
      file('memory.current'),
      file('memory.stat'),
      file('memory.max'),
      file('pids.current'),
    ]);
    return {
      cpuSeconds: cpu.seconds,
      memoryBytes: workingSet(parseNumber(used), parseKeyed(stat).get('inactive_file') ?? null),
      memoryLimitBytes: parseNumber(limit),
      tasks: parseNumber(tasks),
    };
  }

  async cpuModes(group: string): Promise<CpuModes | null> {
    return (await readCpuStat(join(this.#folder, group))).modes;
  }
}

/** CPU time of a group of the unified hierarchy, which counts it whether or not the cpu controller is on. */
export async function readCpuStat(folder: string): Promise<{ seconds: number | null; modes: CpuModes | null }> {
  const stat = parseKeyed(await readText(join(folder, 'cpu.stat')));
  const [usage, user, system] = [stat.get('usage_usec'), stat.get('user_usec'), stat.get('system_usec')];
  return {
    seconds: usage === undefined ? null : usage / 1e6,
    modes: user === undefined || system === undefined ? null : { user: user / 1e6, system: system / 1e6 },
  };
}
