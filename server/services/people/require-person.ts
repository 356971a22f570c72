import { invalid, unavailable } from '../../shared/errors.ts';
import { findUserIds } from '../../system/accounts.ts';
import { askAuthenticator } from '../../system/authenticator.ts';

/** What the platform would say to this account at its log-in, told to somebody else. */
const REASONS: Record<string, string> = {
  expired: 'has expired',
  'password-expired': 'has an expired password',
  locked: 'is locked',
};

/**
 * The user id of an account that may log in to the platform. Throws `invalid` when there is none of this name, or it may not, and
 * `unavailable` when the machine cannot be asked.
 */
export async function requirePerson(username: string): Promise<{ uid: number }> {
  const answer = await askAuthenticator({ kind: 'account', username });
  if (answer.outcome === 'unavailable') {
    throw unavailable('The machine’s accounts cannot be looked up just now. Try again in a minute.');
  }
  if (answer.outcome !== 'accepted' || answer.username !== username) {
    const reason = REASONS[answer.outcome];
    throw invalid(
      reason
        ? `The account “${username}” ${reason}.`
        : `“${username}” is no account that may use Homelab PaaS. An administrator of the machine can add it to the group homelab-users.`,
    );
  }
  const uid = (await findUserIds([username])).get(username);
  if (uid === undefined) throw invalid(`The machine has no account “${username}”.`);
  return { uid };
}
