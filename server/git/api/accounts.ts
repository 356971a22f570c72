import { ServiceError } from '../errors.ts';
import { isEmail } from '../names.ts';
import { removeRepository } from '../repository/folder.ts';
import {
  type AccountChange,
  createAccount,
  getAccount,
  removeAccount,
  searchAccounts,
  updateAccount,
} from '../store/accounts.ts';
import { randomPassword } from '../store/passwords.ts';
import { repositoriesOf } from '../store/repositories.ts';
import { optionalFlag, optionalText, paging, requiredText } from './input.ts';
import { presentAccount } from './presentation.ts';
import type { Answer, Call, CallerCall, Route } from './router.ts';

const SHORTEST_PASSWORD = 8;

function checkPassword(password: string): string {
  if (password.length < SHORTEST_PASSWORD) throw new ServiceError(400, 'PasswordIsRequired');
  return password;
}

async function create({ service, body }: Call): Promise<Answer> {
  const name = requiredText(body, 'username');
  const email = requiredText(body, 'email');
  if (!isEmail(email)) throw new ServiceError(422, '[Email]: Email');
  const password = checkPassword(optionalText(body, 'password') ?? randomPassword());
  const fullName = optionalText(body, 'full_name', 100) ?? '';
  const account = await createAccount(service.db, { name, email, fullName, password });
  return { status: 201, body: presentAccount(service.config.rootUrl, account) };
}

async function update({ service, params, body }: Call): Promise<Answer> {
  const account = getAccount(service.db, params.username ?? '');
  const fullName = optionalText(body, 'full_name', 100);
  const email = optionalText(body, 'email');
  const isAdmin = optionalFlag(body, 'admin');
  const password = optionalText(body, 'password');
  const change: AccountChange = {
    ...(fullName === undefined ? {} : { fullName }),
    ...(email === undefined ? {} : { email }),
    ...(isAdmin === undefined ? {} : { isAdmin }),
    ...(password === undefined ? {} : { password: checkPassword(password) }),
  };
  return {
    status: 200,
    body: presentAccount(service.config.rootUrl, await updateAccount(service.db, account.id, change)),
  };
}

async function remove({ service, params, query, caller }: CallerCall): Promise<Answer> {
  const account = getAccount(service.db, params.username ?? '');
  if (account.id === caller.account.id) throw new ServiceError(422, 'you cannot delete yourself');
  const repositories = repositoriesOf(service.db, account);
  if (repositories.length > 0 && query.get('purge') !== 'true') {
    throw new ServiceError(422, `user still has ownership of repositories [uid: ${account.id}]`);
  }
  for (const repository of repositories) await removeRepository(service, repository);
  removeAccount(service.db, account.id);
  return { status: 204 };
}

function search({ service, query }: Call): Answer & { found: unknown[] } {
  const { accounts, total } = searchAccounts(service.db, query.get('q') ?? '', paging(query));
  const found = accounts.map((each) => presentAccount(service.config.rootUrl, each));
  return { status: 200, found, body: { data: found, ok: true }, total };
}

function list(call: Call): Answer {
  const { found, total = 0 } = search(call);
  return { status: 200, body: found, total };
}

/** Calls about accounts. */
export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: 'user',
    category: 'user',
    needs: 'account',
    handle: ({ service, caller }) => ({ status: 200, body: presentAccount(service.config.rootUrl, caller.account) }),
  },
  { method: 'GET', path: 'users/search', category: 'user', needs: 'account', handle: search },
  {
    method: 'GET',
    path: 'users/{username}',
    category: 'user',
    needs: 'account',
    handle: ({ service, params }) => ({
      status: 200,
      body: presentAccount(service.config.rootUrl, getAccount(service.db, params.username ?? '')),
    }),
  },
  { method: 'GET', path: 'admin/users', category: 'admin', needs: 'administrator', handle: list },
  { method: 'POST', path: 'admin/users', category: 'admin', needs: 'administrator', handle: create },
  { method: 'PATCH', path: 'admin/users/{username}', category: 'admin', needs: 'administrator', handle: update },
  { method: 'DELETE', path: 'admin/users/{username}', category: 'admin', needs: 'administrator', handle: remove },
];
