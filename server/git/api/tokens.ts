import { ServiceError } from '../errors.ts';
import type { Account } from '../store/accounts.ts';
import { getAccount } from '../store/accounts.ts';
import { createToken, listTokens, removeToken } from '../store/tokens.ts';
import { requiredText, textList } from './input.ts';
import { presentToken } from './presentation.ts';
import type { CallerCall, Route } from './router.ts';

/** Tokens are made and seen with the account's own password, or an administrator's. */
function accountOf({ service, caller, params }: CallerCall): Account {
  const account = getAccount(service.db, params.username ?? '');
  if (account.id !== caller.account.id && !caller.account.isAdmin) throw new ServiceError(403, 'doer is not the user');
  return account;
}

/** Calls about access tokens: all need a password, since a token cannot make tokens. */
export const tokenRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: 'users/{username}/tokens',
    category: 'user',
    needs: 'password',
    handle: (call) => {
      const name = requiredText(call.body, 'name');
      const { token, secret } = createToken(call.service.db, accountOf(call), name, textList(call.body, 'scopes'));
      return { status: 201, body: presentToken(token, secret) };
    },
  },
  {
    method: 'GET',
    path: 'users/{username}/tokens',
    category: 'user',
    needs: 'password',
    handle: (call) => {
      const tokens = listTokens(call.service.db, accountOf(call));
      return { status: 200, body: tokens.map((each) => presentToken(each)), total: tokens.length };
    },
  },
  {
    method: 'DELETE',
    path: 'users/{username}/tokens/{token}',
    category: 'user',
    needs: 'password',
    handle: (call) => {
      if (removeToken(call.service.db, accountOf(call), call.params.token ?? '')) return { status: 204 };
      throw new ServiceError(404, "The target couldn't be found.");
    },
  },
];
