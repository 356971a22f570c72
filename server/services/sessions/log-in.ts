import { openAttempts } from '../../auth/attempts.ts';
import { createSession } from '../../auth/sessions.ts';
import type { Database } from '../../db/client.ts';
import {
  type AuthenticatorAnswer,
  MAX_PASSWORD_BYTES,
  MAX_USERNAME_BYTES,
} from '../../shared/authenticator-protocol.ts';
import { AppError, unavailable } from '../../shared/errors.ts';
import { findUserIds } from '../../system/accounts.ts';
import { askAuthenticator } from '../../system/authenticator.ts';
import { audit } from '../audit.ts';
import { notePerson } from '../people/note-person.ts';

/** What a person is told. `denied` is the same whether the account does not exist or the password is wrong. */
const REFUSALS: Record<Exclude<AuthenticatorAnswer['outcome'], 'accepted' | 'unavailable'>, string> = {
  denied: 'User name or password is wrong, or this account may not log in here.',
  expired: 'This account has expired. An administrator of the machine can extend it.',
  'password-expired': 'The password of this account has expired. Log in by SSH to set a new one, then come back.',
  locked: 'This account is locked. An administrator of the machine can unlock it.',
  'not-allowed': 'This account may not use Homelab PaaS. An administrator can add it to the group homelab-users.',
};

/**
 * Checks a person's password and account with PAM and makes a session. Throws `unauthenticated` with the sentence to show,
 * `limited` after too many failures, `unavailable` when PAM cannot be asked.
 */
export async function logIn(
  db: Database,
  input: { username: string; password: string; address: string; userAgent: string },
): Promise<{ token: string; username: string }> {
  if (!isAcceptable(input)) throw new AppError('unauthenticated', REFUSALS.denied);
  const attempts = openAttempts(db);
  await attempts.begin(input.username, input.address);
  const { username, password, address, userAgent } = input;
  const answer = await askAuthenticator({ kind: 'log-in', username, password, remoteHost: address });
  if (answer.outcome === 'unavailable') {
    throw unavailable('The machine’s log-in (PAM) does not answer. Try again in a minute.');
  }
  if (answer.outcome !== 'accepted') {
    const { outcome } = answer;
    // Any other outcome needs the account's password. After `denied` the name may be a password, typed into the wrong field.
    const subject = outcome === 'denied' ? '' : username;
    await audit(db, { kind: 'job', name: 'log-in' }, 'session.refuse', subject, { address, outcome });
    throw new AppError('unauthenticated', REFUSALS[outcome]);
  }
  const uid = (await findUserIds([username])).get(username);
  if (uid === undefined) throw unavailable('The machine’s accounts do not answer. Try again in a minute.');
  await attempts.succeeded(username, address);
  return db.transaction(async (tx) => {
    await notePerson(tx, username, uid);
    const { token, session } = await createSession(tx, { username, admin: answer.admin, address, userAgent });
    const actor = { kind: 'user', username, admin: answer.admin, sessionId: session.id } as const;
    await audit(tx, actor, 'session.create', username, { address });
    return { token, username };
  });
}

/** Refuses what PAM must never see: empty or over-long input, and NUL, at which it would cut the password. */
function isAcceptable({ username, password }: { username: string; password: string }): boolean {
  const within = (text: string, limit: number) => text.length > 0 && Buffer.byteLength(text) <= limit;
  return (
    within(username, MAX_USERNAME_BYTES) && within(password, MAX_PASSWORD_BYTES) && !/\0/.test(username + password)
  );
}
