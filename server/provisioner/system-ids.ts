/** Looks accounts and groups up that the set-up made. */
import { run } from '../shared/process.ts';

const known = new Map<string, number>();

/** The id of a group. Throws when there is none. */
export function groupId(name: string): Promise<number> {
  return lookUp('group', name);
}

/** The id of a user. Throws when there is none. */
export function userId(name: string): Promise<number> {
  return lookUp('passwd', name);
}

async function lookUp(database: 'passwd' | 'group', name: string): Promise<number> {
  const key = `${database} ${name}`;
  const id = known.get(key) ?? Number((await run('/usr/bin/getent', [database, name])).stdout.split(':')[2]);
  known.set(key, id);
  return id;
}
