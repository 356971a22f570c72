/** Whether an account that has logged in before may still be used. */
import type { AuthenticatorAnswer } from '../shared/authenticator-protocol.ts';
import { findPerson, isLocked } from './account.ts';
import { accountPhase } from './account-phase.ts';

/** Checks group, lock and expiry without a password. Throws when PAM or the account database cannot be asked. */
export async function checkAccount(username: string): Promise<AuthenticatorAnswer> {
  const account = await findPerson(username);
  if (account === null) return { outcome: 'denied' };
  if (isLocked(account)) return { outcome: 'locked' };
  if (!account.allowed) return { outcome: 'not-allowed' };
  const outcome = await accountPhase(username);
  return outcome === 'accepted' ? { outcome, username, admin: account.admin } : { outcome };
}
