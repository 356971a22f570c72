/** A log-in: the password first, and only behind the right one why an account may not be used. */
import type { AuthenticatorAnswer, AuthenticatorRequest } from '../shared/authenticator-protocol.ts';
import { findPerson, isLocked } from './account.ts';
import { accountPhase } from './account-phase.ts';
import { matchesHash, passesPam, UNKNOWN_HASH } from './password.ts';

/** Decides one attempt. Throws when PAM or the account database cannot be asked. */
export async function checkLogIn(request: AuthenticatorRequest & { kind: 'log-in' }): Promise<AuthenticatorAnswer> {
  const { username, password, remoteHost } = request;
  const account = await findPerson(username);
  if (account === null || isLocked(account)) {
    // PAM refuses these without hashing, which a clock could tell. The hash behind a lock is checked here instead.
    const hash = account?.hash.replace(/^[!*]+/, '') || UNKNOWN_HASH;
    return { outcome: (await matchesHash(password, hash)) && account !== null ? 'locked' : 'denied' };
  }
  if (!(await passesPam(username, password, remoteHost))) return { outcome: 'denied' };
  if (!account.allowed) return { outcome: 'not-allowed' };
  const outcome = await accountPhase(username);
  return outcome === 'accepted' ? { outcome, username, admin: account.admin } : { outcome };
}
