import { script } from '../system/support/container.ts';
import type { Figure } from './figure.ts';

const UNITS = ['dashboard', 'worker', 'monitoring', 'gitea', 'nginx', 'prometheus', 'postgresql@*'];

/** Memory of each unit of the platform from its cgroup, without the page cache that the kernel would give back at once. */
export async function measureMemory(): Promise<Figure[]> {
  await new Promise((resolve) => setTimeout(resolve, 20_000)); // idle: what the start-up did is over
  const lines = await script(`
    for unit in $(systemctl list-units --no-legend --plain ${UNITS.map((unit) => `'${unit}.service'`).join(' ')} | awk '{print $1}'); do
      group=$(systemctl show "$unit" -p ControlGroup --value)
      if [ -f /sys/fs/cgroup/cgroup.controllers ]; then
        folder=/sys/fs/cgroup$group; used=$(cat $folder/memory.current); cache=$(awk '$1 == "inactive_file" {print $2}' $folder/memory.stat)
      else
        folder=/sys/fs/cgroup/memory$group; used=$(cat $folder/memory.usage_in_bytes); cache=$(awk '$1 == "total_inactive_file" {print $2}' $folder/memory.stat)
      fi
      echo "$unit $((used - cache))"
    done`);
  return lines.split('\n').map((line) => {
    const [unit = '', bytes] = line.split(' ');
    return { name: `idle memory: ${unit}`, value: Number(bytes) / 1024 ** 2, unit: 'MiB' };
  });
}
