import { script } from '../system/support/container.ts';

/**
 * What the platform's own units have used: CPU seconds since they began, and memory that cannot be given back, which is what programs and
 * shared memory hold, without the files and inodes that the kernel keeps while there is room.
 */
export interface PlatformUse {
  cpuSeconds: number;
  memoryMiB: number;
  /** MiB of each unit. */
  units: Map<string, number>;
}

const UNITS = ['dashboard', 'worker', 'monitoring', 'gitea', 'nginx', 'prometheus', 'postgresql@*'];
/** What works for them: the service manager and its bus, the journal, and the provisioner's short processes by their slice. */
const OTHERS = 'init.scope dbus.service systemd-journald.service system-provisioner.slice';

/** Reads the cgroup of every unit, in any of the three layouts. */
export async function readPlatform(): Promise<PlatformUse> {
  const lines = await script(`
    for unit in $(systemctl list-units --no-legend --plain ${UNITS.map((unit) => `'${unit}.service'`).join(' ')} | awk '{print $1}') ${OTHERS}; do
      group=$(systemctl show "$unit" -p ControlGroup --value)
      [ -n "$group" ] || continue
      if [ -f /sys/fs/cgroup/cgroup.controllers ]; then top=/sys/fs/cgroup; else top=/sys/fs/cgroup/unified; fi
      cpu=$(awk '$1 == "usage_usec" {print $2}' $top$group/cpu.stat 2>/dev/null || true)
      [ -n "$cpu" ] || cpu=$(( $(cat /sys/fs/cgroup/cpuacct$group/cpuacct.usage 2>/dev/null || echo 0) / 1000 ))
      if [ -f $top$group/memory.current ]; then stat=$top$group/memory.stat names='^(anon|shmem)$'
      else stat=/sys/fs/cgroup/memory$group/memory.stat names='^total_(rss|shmem)$'; fi
      used=$(awk -v names="$names" '$1 ~ names {sum += $2} END {print sum + 0}' $stat 2>/dev/null || echo 0)
      echo "$unit $cpu $used"
    done`);
  const units = new Map<string, number>();
  let [cpuSeconds, memoryMiB] = [0, 0];
  for (const line of lines.split('\n')) {
    const [unit = '', cpu, bytes] = line.split(' ');
    units.set(unit, Number(bytes) / 1024 ** 2);
    cpuSeconds += Number(cpu) / 1e6;
    memoryMiB += Number(bytes) / 1024 ** 2;
  }
  return { cpuSeconds, memoryMiB, units };
}

/** CPU seconds of the platform in `seconds` of doing nothing, and its memory at the end of them. */
export async function idleFor(seconds: number): Promise<{ cpuSeconds: number; memoryMiB: number }> {
  const before = await readPlatform();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const after = await readPlatform();
  return { cpuSeconds: after.cpuSeconds - before.cpuSeconds, memoryMiB: after.memoryMiB };
}

/** The most memory that the platform had while `work` went on, looked at every two seconds. */
export async function peakDuring(work: () => Promise<unknown>): Promise<number> {
  let most = 0;
  let over = false;
  const watching = (async () => {
    while (!over) {
      most = Math.max(most, (await readPlatform()).memoryMiB);
      await new Promise((resolve) => setTimeout(resolve, 2000));
    }
  })();
  await work().finally(() => {
    over = true;
  });
  await watching;
  return most;
}
