import { randomBytes } from 'node:crypto';
import { inContainer, said } from './container.ts';

export interface Person {
  username: string;
  password: string;
}

/**
 * Makes a Linux account in the container that may log in, with a random password. An account that is there gets a new one, and
 * these groups alone: what an earlier test made an administrator is none here.
 */
export async function makePerson(username: string, groups: readonly string[] = ['homelab-users']): Promise<Person> {
  const password = randomBytes(9).toString('base64url');
  const known = await inContainer(['id', username]);
  if (known.code !== 0) await said('useradd', '--create-home', '--shell', '/bin/bash', username);
  await said('usermod', '--groups', groups.join(','), username);
  const changed = await inContainer(['chpasswd'], { input: `${username}:${password}\n` });
  if (changed.code !== 0) throw new Error(changed.stderr);
  return { username, password };
}
