import { ServiceError } from './errors.ts';
import { type Account, findAccount, passwordOf } from './store/accounts.ts';
import type { Database } from './store/database.ts';
import { verifyPassword } from './store/passwords.ts';
import { findToken } from './store/tokens.ts';

/** Who asks, and how that was shown. A password stands for the whole account, a token for its scopes. */
export interface Caller {
  account: Account;
  via: 'password' | 'token';
  scopes: string[];
}

function byToken(db: Database, secret: string): Caller | null {
  const found = findToken(db, secret);
  return found ? { account: found.account, via: 'token', scopes: found.token.scopes } : null;
}

/** Name and password of a basic authorisation; null when it is not well formed. */
function basicCredentials(value: string): { name: string; password: string } | null {
  const decoded = Buffer.from(value, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 0 || decoded.length > 1024) return null;
  return { name: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}

/** As Gitea has it: the token is the password, or the name when the password is empty or `x-oauth-basic`. */
function basicToken(credentials: { name: string; password: string }): string {
  return credentials.password === '' || credentials.password === 'x-oauth-basic'
    ? credentials.name
    : credentials.password;
}

/**
 * Finds who a request comes from by its `Authorization` header, the only thing that the API and git believe.
 * null without the header. Throws 401 when what it says is not right.
 */
export async function authenticate(db: Database, authorization: string | undefined): Promise<Caller | null> {
  if (authorization === undefined) return null;
  const [scheme = '', value = ''] = authorization.trim().split(/\s+/, 2);
  if (/^(token|bearer)$/i.test(scheme)) {
    const caller = byToken(db, value);
    if (!caller) throw new ServiceError(401, 'user does not exist [uid: 0, name: ]');
    return caller;
  }
  const credentials = /^basic$/i.test(scheme) ? basicCredentials(value) : null;
  if (!credentials)
    throw new ServiceError(401, 'The Authorization header is not understood. Send a token or a password.');
  const caller = byToken(db, basicToken(credentials));
  if (caller) return caller;
  const account = findAccount(db, credentials.name);
  const right = await verifyPassword(credentials.password, account ? passwordOf(db, account.id) : null);
  if (!account) throw new ServiceError(401, `user does not exist [uid: 0, name: ${credentials.name}]`);
  if (!right) throw new ServiceError(401, `user's password is invalid [uid: ${account.id}, name: ${account.name}]`);
  return { account, via: 'password', scopes: ['all'] };
}
