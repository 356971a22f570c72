/** What the account database says of a name. */
import { ADMINS_GROUP, USERS_GROUP } from '../shared/authenticator-protocol.ts';
import { execute, ProcessError } from '../shared/process.ts';

export interface Account {
  username: string;
  /** In homelab-users or homelab-admins. */
  allowed: boolean;
  admin: boolean;
  /** The password hash as it stands in the shadow file; starts with `!` or `*` when the account is locked. */
  hash: string;
}

/** Below are system accounts (UID_MIN of login.defs(5)); 65534 is nobody. */
const FIRST_PERSON = 1000;
const NOBODY = 65534;

/** A person's account, or null when there is none: root, system accounts and experiments are not people. */
export async function findPerson(username: string): Promise<Account | null> {
  // All three are asked whatever they answer, so that an unknown name costs as much as a known one.
  const [passwd, shadow, groups] = await Promise.all([
    ask('/usr/bin/getent', ['passwd', username]),
    ask('/usr/bin/getent', ['shadow', username]),
    ask('/usr/bin/id', ['-Gn', '--', username]),
  ]);
  const fields = passwd.split(':');
  const uid = Number(fields[2] || 'NaN');
  const isPerson = fields[0] === username && uid >= FIRST_PERSON && uid !== NOBODY && !username.startsWith('exp-');
  if (!isPerson) return null;
  const names = groups.split(' ');
  const admin = names.includes(ADMINS_GROUP);
  return { username, admin, allowed: admin || names.includes(USERS_GROUP), hash: shadow.split(':')[1] ?? '' };
}

/** A locked account has no usable hash; its password, if it had one, stands behind the `!`. */
export function isLocked(account: Account): boolean {
  return /^[!*]/.test(account.hash);
}

/** One line of output; empty when there is no such entry (id ends with 1, getent with 2). */
async function ask(program: string, args: string[]): Promise<string> {
  const result = await execute(program, args, { timeoutMs: 5_000 });
  if (result.code === 0) return result.stdout.trimEnd();
  if (result.code === 1 || result.code === 2) return '';
  throw new ProcessError(program, `ended with status ${result.code}`, result);
}
