/** Looks system accounts up and tells which experiment they belong to. */
import { accountOf } from '../shared/names.ts';
import { execute, ProcessError } from '../shared/process.ts';
import type { Subject } from '../shared/provisioner-protocol.ts';
import { Failure } from './failure.ts';

/** A system user. `markedId` is the experiment it was made for, null when the platform did not make it. */
export interface Account {
  user: string;
  uid: number;
  gid: number;
  markedId: string | null;
}

/** The full-name field of the account: useradd writes it together with the user, so there is never one without the other. */
export function markOf(id: string): string {
  return `Homelab PaaS experiment ${id}`;
}

const MARK = /^Homelab PaaS experiment ([0-9a-f-]{36})$/;

/** The experiment's system user, or null when there is none. */
export async function findAccount(name: string): Promise<Account | null> {
  const fields = await lookUp('passwd', accountOf(name));
  if (!fields) return null;
  const [user = '', , uid, gid, comment = ''] = fields;
  return { user, uid: Number(uid), gid: Number(gid), markedId: readAccountMark(comment) };
}

/** The experiment that a full-name field names, null for any other. */
export function readAccountMark(comment: string): string | null {
  return MARK.exec(comment.split(',')[0] ?? '')?.[1] ?? null;
}

/** The experiment's group, or null when there is none. */
export async function findGroup(name: string): Promise<{ gid: number } | null> {
  const fields = await lookUp('group', accountOf(name));
  return fields ? { gid: Number(fields[2]) } : null;
}

/** Whether a user or a group has this id. */
export async function isIdTaken(id: number): Promise<boolean> {
  return (await lookUp('passwd', String(id))) !== null || (await lookUp('group', String(id))) !== null;
}

/** The user when it is this very experiment's. Throws `missing` without one, `conflict` when it bears another mark. */
export async function requireAccount(subject: Subject): Promise<Account> {
  const account = await findOwnAccount(subject);
  if (account) return account;
  throw new Failure('missing', `The system user ${accountOf(subject.name)} does not exist.`);
}

/** As requireAccount, but gives null when there is no such user. */
export async function findOwnAccount(subject: Subject): Promise<Account | null> {
  const account = await findAccount(subject.name);
  if (account && account.markedId !== subject.id) throw foreign('system user', accountOf(subject.name));
  return account;
}

/** Any experiment's user, for requests that carry no id. Throws `missing` when there is none, `conflict` without a mark. */
export async function requireMarkedAccount(name: string): Promise<Account> {
  const account = await findAccount(name);
  if (!account) throw new Failure('missing', `The system user ${accountOf(name)} does not exist.`);
  if (account.markedId === null) throw foreign('system user', account.user);
  return account;
}

type Change = (program: string, args: string[]) => Promise<void>;

/**
 * Whether a stopped experiment's account is closed: it has expired (shadow(5), days since 1970), so that PAM lets nobody in as
 * it, by SSH or by cron(8) either. This is the machine's own record of what is stopped.
 */
export async function isClosed(user: string): Promise<boolean> {
  return hasExpired((await lookUp('shadow', user))?.[7] ?? '');
}

/** Whether the expiry field of shadow(5) is a day that has come. */
export function hasExpired(day: string): boolean {
  return day !== '' && Number(day) * 86_400_000 <= Date.now();
}

export async function closeAccount(user: string, change: Change): Promise<void> {
  if (!(await isClosed(user))) await change('/usr/sbin/usermod', ['--expiredate', '1', '--', user]);
}

export async function openAccount(user: string, change: Change): Promise<void> {
  if (await isClosed(user)) await change('/usr/sbin/usermod', ['--expiredate', '', '--', user]);
}

/** Something stands where a part of the experiment belongs, and is left as it is. */
export function foreign(kind: string, what: string): Failure {
  return new Failure(
    'conflict',
    `The ${kind} ${what} exists and does not belong to this experiment. It was left as it is.`,
  );
}

async function lookUp(database: 'passwd' | 'group' | 'shadow', key: string): Promise<string[] | null> {
  const result = await execute('/usr/bin/getent', [database, key]);
  if (result.code === 2) return null;
  if (result.code !== 0) throw new ProcessError('getent', `ended with status ${result.code}`, result);
  return result.stdout.trimEnd().split(':');
}
