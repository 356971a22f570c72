import { askAuthenticator } from '../../system/authenticator.ts';

export type AskAuthenticator = typeof askAuthenticator;

/**
 * Those of these people whose account may not log in to the platform: locked, expired, or out of the group. While PAM cannot be asked
 * nobody is among them, and an account that is not there is checkPeople's to judge: a name service may be away for a while.
 */
export async function closedAccounts(
  usernames: readonly string[],
  ask: AskAuthenticator = askAuthenticator,
): Promise<Set<string>> {
  const closed = new Set<string>();
  for (const username of new Set(usernames)) {
    const { outcome } = await ask({ kind: 'account', username });
    if (!['accepted', 'unavailable', 'denied'].includes(outcome)) closed.add(username);
  }
  return closed;
}
