/** What a control group used. A figure that cannot be known is null, never 0. */
export interface GroupUsage {
  /** CPU time of everything that ever ran in the group since it was made. */
  cpuSeconds: number | null;
  /** Working set: memory charged to the group without the file cache that the kernel would give up first. */
  memoryBytes: number | null;
  /** The group's own hard limit; null when there is none. */
  memoryLimitBytes: number | null;
  tasks: number | null;
}

export interface CpuModes {
  user: number;
  system: number;
}

/**
 * Reads the accounting of control groups. A group is named by its path below the root that this machine or container
 * sees, for example `user.slice/user-1001.slice`; the empty path is that root. A group that does not exist has only nulls.
 */
export interface GroupReader {
  readonly version: 'v1' | 'v2';
  usage(group: string): Promise<GroupUsage>;
  /** CPU seconds of a group, divided into user and kernel time; null when not known. */
  cpuModes(group: string): Promise<CpuModes | null>;
}

/** Usage without inactive file pages, as both versions report them; never negative, since the two files are read one after the other. */
export function workingSet(usage: number | null, inactiveFile: number | null): number | null {
  return usage === null || inactiveFile === null ? null : Math.max(0, usage - inactiveFile);
}
