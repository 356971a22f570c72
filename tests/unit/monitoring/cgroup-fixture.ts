import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder laid out as the root of a machine, for as long as the test runs. Values are what files hold. */
export async function machineWith(files: Record<string, string>, links: Record<string, string> = {}): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'homelab-machine-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await symlink(target, join(root, path));
  }
  return root;
}

/** The files that version 1 keeps for a group's memory. */
export function memoryV1(folder: string, usage: number, inactiveFile: number, limit: string): Record<string, string> {
  return {
    [`${folder}/memory.usage_in_bytes`]: `${usage}\n`,
    [`${folder}/memory.limit_in_bytes`]: `${limit}\n`,
    [`${folder}/memory.stat`]: `cache 999\ninactive_file 1\nhierarchical_memory_limit 5\ntotal_cache 999\ntotal_inactive_file ${inactiveFile}\n`,
  };
}

/** The files that version 2 keeps for a group. */
export function groupV2(folder: string, usage: number, inactiveFile: number, limit: string): Record<string, string> {
  return {
    [`${folder}/memory.current`]: `${usage}\n`,
    [`${folder}/memory.max`]: `${limit}\n`,
    [`${folder}/memory.stat`]: `anon 1\nfile 2\ninactive_anon 3\ninactive_file ${inactiveFile}\nactive_file 4\n`,
    [`${folder}/pids.current`]: '7\n',
    [`${folder}/cpu.stat`]: 'usage_usec 2500000\nuser_usec 2000000\nsystem_usec 500000\nnr_periods 0\n',
  };
}
