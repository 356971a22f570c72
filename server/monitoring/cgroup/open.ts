import { findHierarchies } from './hierarchies.ts';
import type { GroupReader } from './reader.ts';
import { V1Reader } from './v1.ts';
import { V2Reader } from './v2.ts';

/** The reader for what is mounted here, or null where there is no accounting at all. `root` is another folder only in tests. */
export async function openGroupReader(root = '/'): Promise<GroupReader | null> {
  const hierarchies = await findHierarchies(root);
  // In the hybrid layout both are mounted, and the controllers are with version 1.
  const v1 = ['memory', 'cpuacct', 'pids'].some((controller) => hierarchies.controllers.has(controller));
  if (v1) return new V1Reader(hierarchies);
  return hierarchies.unified === null ? null : new V2Reader(hierarchies.unified);
}
