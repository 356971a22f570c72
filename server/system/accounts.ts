import { execute, ProcessError } from '../shared/process.ts';

/** How many names one call of getent(1) is asked for. */
const AT_ONCE = 200;

/**
 * User ids of the machine's accounts, wherever they come from (files, LDAP, …), by name; names without an account are left out.
 * Throws ProcessError when the name service does not answer, which does not mean that an account is gone.
 */
export async function findUserIds(usernames: readonly string[]): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (let from = 0; from < usernames.length; from += AT_ONCE) {
    const names = usernames.slice(from, from + AT_ONCE);
    const result = await execute('/usr/bin/getent', ['passwd', '--', ...names], { timeoutMs: 20_000 });
    // getent(1): 2 is "one or more supplied key could not be found"
    if (result.code !== 0 && result.code !== 2) {
      throw new ProcessError('getent', `ended with status ${result.code}`, result);
    }
    for (const line of result.stdout.split('\n')) {
      const [username, , uid] = line.split(':');
      if (username && uid && /^\d+$/.test(uid) && names.includes(username)) found.set(username, Number(uid));
    }
  }
  return found;
}
