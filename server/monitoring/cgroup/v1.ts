import { join } from 'node:path';
import { parseKeyed, parseNumber, readText } from './files.ts';
import type { Hierarchies } from './hierarchies.ts';
import { type CpuModes, type GroupReader, type GroupUsage, workingSet } from './reader.ts';
import { readCpuStat } from './v2.ts';

/** The kernel writes "no limit" as the largest number of whole pages; no machine has a sixteenth of that. */
const NO_LIMIT = 2 ** 59;
/** Unit of cpuacct.stat: USER_HZ, 100 on every architecture that Debian supports. */
const USER_HZ = 100;

/** Reads control groups of version 1, and of the hybrid layout, where v2 is mounted beside it without controllers. */
export class V1Reader implements GroupReader {
  readonly version = 'v1';
  readonly #hierarchies: Hierarchies;
  constructor(hierarchies: Hierarchies) {
    this.#hierarchies = hierarchies;
  }

  async usage(group: string): Promise<GroupUsage> {
    const [cpuSeconds, used, stat, limit, tasks] = await Promise.all([
      this.#cpuSeconds(group),
      this.#read('memory', group, 'memory.usage_in_bytes'),
      this.#read('memory', group, 'memory.stat'),
      this.#read('memory', group, 'memory.limit_in_bytes'),
      this.#read('pids', group, 'pids.current'),
    ]);
    const limitBytes = parseNumber(limit);
    return {
      cpuSeconds,
      memoryBytes: workingSet(parseNumber(used), parseKeyed(stat).get('total_inactive_file') ?? null),
      memoryLimitBytes: limitBytes !== null && limitBytes < NO_LIMIT ? limitBytes : null,
      tasks: parseNumber(tasks),
    };
  }

  async cpuModes(group: string): Promise<CpuModes | null> {
    const { unified } = this.#hierarchies;
    const beside = unified === null ? null : (await readCpuStat(join(unified, group))).modes;
    if (beside) return beside;
    const stat = parseKeyed(await this.#read('cpuacct', group, 'cpuacct.stat'));
    const user = stat.get('user');
    const system = stat.get('system');
    return user === undefined || system === undefined ? null : { user: user / USER_HZ, system: system / USER_HZ };
  }

  /**
   * systemd makes a group of cpuacct only where accounting is on, and not at all when cpu and cpuacct are mounted apart.
   * The hybrid layout's v2 side counts CPU time for every group, from its first moment, so it is asked first.
   */
  async #cpuSeconds(group: string): Promise<number | null> {
    const { unified } = this.#hierarchies;
    const beside = unified === null ? null : (await readCpuStat(join(unified, group))).seconds;
    if (beside !== null) return beside;
    const nanoseconds = parseNumber(await this.#read('cpuacct', group, 'cpuacct.usage'));
    return nanoseconds === null ? null : nanoseconds / 1e9;
  }

  async #read(controller: string, group: string, file: string): Promise<string | null> {
    const folder = this.#hierarchies.controllers.get(controller);
    return folder === undefined ? null : readText(join(folder, group, file));
  }
}
