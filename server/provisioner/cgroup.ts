/** Reads control group files of a slice, in whichever hierarchy a controller is mounted. The monitoring API has a reader of its own. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where groups begin for each controller of version 1, and, under the empty name, for version 2. */
export type Roots = ReadonlyMap<string, string>;

/** Finds the mounted hierarchies from the kernel's own lists: /proc/self/mountinfo and where process 1 is. */
export async function findRoots(): Promise<Roots> {
  const [mounts, own] = await Promise.all([
    readFile('/proc/self/mountinfo', 'utf8'),
    readFile('/proc/1/cgroup', 'utf8').then(membership),
  ]);
  const roots = new Map<string, string>();
  for (const line of mounts.split('\n')) {
    const [left = '', right = ''] = line.split(' - ');
    const [, , , root = '/', point = ''] = left.split(' ');
    const [type, , options = ''] = right.split(' ');
    if (type !== 'cgroup' && type !== 'cgroup2') continue;
    for (const controller of type === 'cgroup2' ? [''] : options.split(',')) {
      const path = own.get(controller);
      if (path !== undefined && !roots.has(controller)) roots.set(controller, join(point, below(root, path)));
    }
  }
  return roots;
}

/** Controller to path of a process, from its list of control groups. */
function membership(text: string): Map<string, string> {
  const paths = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
    for (const controller of controllers?.split(',') ?? []) paths.set(controller, path ?? '/');
  }
  return paths;
}

/** Without a namespace of control groups a container sits somewhere below what is mounted; process 1 is in its top, or just under it. */
function below(root: string, path: string): string {
  const top = path.replace(/\/init\.scope$/, '') || '/';
  return root !== '/' && top.startsWith(root) ? top.slice(root.length) : top;
}

/** Text of the first of these files that is there. `group` is a path such as `user.slice/user-1001.slice`. */
export async function readGroup(
  roots: Roots,
  group: string,
  ...places: readonly (readonly [controller: string, file: string])[]
): Promise<string | null> {
  for (const [controller, file] of places) {
    const root = roots.get(controller);
    const text = root === undefined ? null : await readFile(join(root, group, file), 'utf8').catch(() => null);
    if (text !== null) return text.trim();
  }
  return null;
}

/** A whole number as the kernel writes it; null for `max`, for -1 and for no file. */
export function asNumber(text: string | null | undefined): number | null {
  return text !== null && text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
}
