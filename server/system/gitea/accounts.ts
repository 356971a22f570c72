import { randomBytes } from 'node:crypto';
import type { User } from 'gitea-js';
import { accountOf } from '../../shared/names.ts';
import type { GiteaConnection } from './connection.ts';
import { GiteaError } from './gitea-error.ts';

export interface GiteaAccount {
  login: string;
  /** Id of the experiment that the account was made for; null for one that the platform did not make. */
  markedId: string | null;
}

/** The mark is the full name: people can read it, and Gitea lets nobody but an administrator and the account change it. */
const MARK = 'Homelab PaaS experiment ';

/** gitea-js puts names into addresses as they are, so nothing else than this may reach it. */
const LOGIN = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;

export function readAccount(user: User): GiteaAccount {
  const name = user.full_name ?? '';
  return { login: user.login ?? '', markedId: name.startsWith(MARK) ? name.slice(MARK.length) : null };
}

/** Whether Gitea's addresses can hold an account of this name. */
export function isLogin(login: string): boolean {
  return LOGIN.test(login);
}

/** Gives `login` back when it can be an account's name. Throws `failed`. */
export function checkLogin(login: string): string {
  if (isLogin(login)) return login;
  throw new GiteaError(
    'failed',
    `Gitea can have no account “${login}”: letters, digits, “-”, “_” and “.”, at most 40.`,
  );
}

export async function findAccount(gitea: GiteaConnection, wanted: string): Promise<GiteaAccount | null> {
  const login = checkLogin(wanted);
  try {
    const doing = `Looking for Gitea’s account ${login}`;
    return readAccount(await gitea.call(doing, (api) => api.users.userGet(login)));
  } catch (error) {
    if (error instanceof GiteaError && error.code === 'missing') return null;
    throw error;
  }
}

function refuseOther(account: GiteaAccount, id: string): void {
  if (account.markedId === id) return;
  const reason = `Gitea has an account “${account.login}” that was not made for this experiment. Choose another name.`;
  throw new GiteaError('conflict', reason);
}

export async function createAccount(gitea: GiteaConnection, wanted: { name: string; id: string; password: string }) {
  const login = checkLogin(accountOf(wanted.name));
  const found = await findAccount(gitea, login);
  if (found) {
    refuseOther(found, wanted.id);
    return { created: false };
  }
  await gitea.call(`Making Gitea’s account ${login}`, (api) =>
    api.admin.adminCreateUser({
      username: login,
      email: `${login}@homelab.invalid`,
      full_name: `${MARK}${wanted.id}`,
      password: wanted.password,
      must_change_password: false,
    }),
  );
  return { created: true };
}

export async function ensurePerson(gitea: GiteaConnection, person: string): Promise<void> {
  const username = checkLogin(person);
  if (await findAccount(gitea, username)) return;
  try {
    await gitea.call(`Making Gitea’s account ${username}`, (api) =>
      api.admin.adminCreateUser({
        username,
        email: `${username}@homelab.invalid`,
        password: randomBytes(24).toString('base64url'), // nobody uses it: the front door says who it is
        must_change_password: false,
      }),
    );
  } catch (error) {
    // Their first visit may have made it meanwhile.
    if (!(error instanceof GiteaError && error.code === 'conflict') || !(await findAccount(gitea, username)))
      throw error;
  }
}

export async function removeAccount(gitea: GiteaConnection, { name, id }: { name: string; id: string }) {
  const login = checkLogin(accountOf(name));
  const found = await findAccount(gitea, login);
  if (!found) return { removed: false };
  refuseOther(found, id);
  try {
    await gitea.call(`Removing Gitea’s account ${login}`, (api) => api.admin.adminDeleteUser(login, { purge: true }));
  } catch (error) {
    if (!(error instanceof GiteaError && error.code === 'missing')) throw error;
  }
  return { removed: true };
}
