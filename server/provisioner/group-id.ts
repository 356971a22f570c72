/** Looks a group of the system up. */
import { run } from '../shared/process.ts';

const known = new Map<string, number>();

/** The id of a group that the set-up made. Throws when there is none. */
export async function groupId(name: string): Promise<number> {
  const id = known.get(name) ?? Number((await run('/usr/bin/getent', ['group', name])).stdout.split(':')[2]);
  known.set(name, id);
  return id;
}
