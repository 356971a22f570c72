import { statfs } from 'node:fs/promises';
import { openGroupReader } from '../../monitoring/cgroup/open.ts';
import { listActiveUnits } from '../../system/systemd.ts';
import type { Ports } from '../ports.ts';
import { repeat } from '../repeat.ts';
import { DiskWatch } from './disk-watch.ts';

/** Seconds between two looks at the file system; a test sets less. */
const INTERVAL_S = Number(process.env.HOMELAB_DISK_INTERVAL_S ?? 15);

/** Measures homes, warns near their limits and stops what goes on writing above them, until `signal` aborts. */
export async function watchDisks(ports: Pick<Ports, 'db' | 'provisioner'>, signal: AbortSignal): Promise<void> {
  const reader = await openGroupReader();
  const watch = new DiskWatch({
    ...ports,
    usedBytes: async () => {
      const { blocks, bfree, bsize } = await statfs('/home');
      return (blocks - bfree) * bsize;
    },
    /** User ids of which something runs. A slice may stay for a while after its last process. */
    runningIds: async () => {
      const slices = await listActiveUnits(['user-*.slice']);
      const alive = await Promise.all(
        slices.map(async (slice) => ((await reader?.usage(`user.slice/${slice}`))?.tasks === 0 ? null : slice)),
      );
      return new Set(alive.flatMap((slice) => Number(/^user-(\d+)\.slice$/.exec(slice ?? '')?.[1] ?? NaN)));
    },
  });
  return repeat('Homes are not measured', signal, 60, async () => {
    await watch.look(signal);
    return INTERVAL_S;
  });
}
