import { join } from 'node:path';
import { readText } from './files.ts';

/** Where the groups of this machine or container begin, for each controller of v1 and for the unified hierarchy of v2. */
export interface Hierarchies {
  controllers: Map<string, string>;
  unified: string | null;
}

interface Mount {
  root: string;
  point: string;
  type: string;
  options: string[];
}

/**
 * Finds the mounted hierarchies. `root` is `/`, or a folder that holds a copy of /proc and /sys/fs/cgroup in tests.
 * The kernel's list of mounts is asked, not folder names: `cpu,cpuacct` may be one mount, two, or an empty folder.
 */
export async function findHierarchies(root = '/'): Promise<Hierarchies> {
  const mounts = parseMounts((await readText(join(root, 'proc/self/mountinfo'))) ?? '');
  const membership = await readText(join(root, 'proc/1/cgroup'));
  const own = parseMembership(membership ?? '');
  const found: Hierarchies = { controllers: new Map(), unified: null };
  for (const mount of mounts) {
    if (mount.type === 'cgroup2') found.unified ??= join(root, startOf(mount, own.get('') ?? '/'));
    if (mount.type !== 'cgroup') continue;
    for (const controller of mount.options) {
      // hidden from a unit with ProtectProc=: the mount itself, which is right wherever there is a cgroup namespace
      const path = own.get(controller) ?? (membership === null ? '/' : undefined);
      if (path === undefined || found.controllers.has(controller)) continue;
      found.controllers.set(controller, join(root, startOf(mount, path)));
    }
  }
  return found;
}

/** Fields of /proc/<pid>/mountinfo, see proc_pid_mountinfo(5). */
function parseMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [left, right] = line.split(' - ');
    const [, , , root, point] = left?.split(' ') ?? [];
    const [type, , options] = right?.split(' ') ?? [];
    if (!root || !point || !type || !options) return [];
    return [{ root, point, type, options: options.split(',') }];
  });
}

/** Controller to path, from /proc/<pid>/cgroup; the unified hierarchy has the empty name. */
function parseMembership(text: string): Map<string, string> {
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\d+:([^:]*):(\/.*)$/.exec(line);
    for (const controller of match?.[1]?.split(',') ?? []) paths.set(controller, match?.[2] ?? '/');
  }
  return paths;
}

/**
 * The folder in which systemd made its tree: where process 1 is, without its own `init.scope`. With a cgroup namespace
 * that is the mount itself; without one, a container sits somewhere below it.
 */
function startOf(mount: Mount, initPath: string): string {
  const top = initPath.replace(/\/init\.scope$/, '') || '/';
  const below = mount.root !== '/' && top.startsWith(mount.root) ? top.slice(mount.root.length) : top;
  return below.includes('..') ? mount.point : join(mount.point, below);
}
