import { and, eq, gt, lt, type SQL } from 'drizzle-orm';
import type { Database } from '../db/client.ts';
import { people, sessions } from '../db/schema/index.ts';
import { findUserIds } from '../system/accounts.ts';
import { askAuthenticator } from '../system/authenticator.ts';
import { plainAddress } from './address.ts';
import { hashToken, newToken } from './token.ts';

export type Session = typeof sessions.$inferSelect;

/** A session ends this long after the log-in, used or not. Seconds. */
export const SESSION_SECONDS = 7 * 24 * 3600;
/** A session that nobody uses for this long ends. Milliseconds. */
const IDLE_MS = 24 * 3600 * 1000;
/** How often a living session's account is checked again, and how often its last use is written. Milliseconds. */
const RECHECK_MS = 60_000;

/** Makes a session and gives its token, which is nowhere else. */
export async function createSession(
  db: Pick<Database, 'insert'>,
  person: { username: string; admin: boolean; address: string; userAgent: string },
): Promise<{ token: string; session: Session }> {
  const token = newToken();
  const [session] = await db
    .insert(sessions)
    .values({
      ...person,
      address: plainAddress(person.address),
      userAgent: person.userAgent.slice(0, 256),
      tokenHash: hashToken(token),
      expiresAt: new Date(Date.now() + SESSION_SECONDS * 1000),
    })
    .returning();
  if (!session) throw new Error('the database returned no session');
  return { token, session };
}

/**
 * The living session of a token, or null. It is good from the address that it was made for and no other: browsers send
 * cookies to every port of a host, so whoever listens on one may know the token (docs/decisions/0007). At most once a
 * minute it asks PAM again: an account that was locked, has expired or lost its group ends its sessions, and administrator
 * rights follow the group.
 */
export async function findSession(db: Database, token: string | null, address: string | null): Promise<Session | null> {
  return token === null ? null : findLiving(db, eq(sessions.tokenHash, hashToken(token)), address);
}

/** The same for a session that something else (a workspace cookie, a ticket) belongs to. */
export async function findSessionById(db: Database, id: string, address: string | null): Promise<Session | null> {
  return findLiving(db, eq(sessions.id, id), address);
}

async function findLiving(db: Database, which: SQL, address: string | null): Promise<Session | null> {
  const now = Date.now();
  const [session] = await db
    .select()
    .from(sessions)
    .where(and(which, gt(sessions.expiresAt, new Date(now))));
  if (!session || now - session.lastSeenAt.getTime() > IDLE_MS) return null;
  if (!isFromOwnAddress(session, plainAddress(address))) return null;
  if (now - session.checkedAt.getTime() < RECHECK_MS) return session;
  return recheck(db, session);
}

/** A page asks many times at once: the same misuse is written down once in a row. */
let lastMisuse = '';

function isFromOwnAddress({ id, username, address: own }: Session, address: string): boolean {
  if (address === own) return true;
  const misuse = `Session ${id} of ${username} is good from ${own} only and was refused from ${address}.`;
  if (misuse !== lastMisuse) console.warn(misuse);
  lastMisuse = misuse;
  return false;
}

async function recheck(db: Database, session: Session): Promise<Session | null> {
  const answer = await askAuthenticator({ kind: 'account', username: session.username });
  if (answer.outcome === 'unavailable') return session; // PAM cannot be asked just now; the next minute asks again
  if (answer.outcome !== 'accepted' || !(await isSameAccount(db, session.username))) {
    await db.delete(sessions).where(eq(sessions.id, session.id));
    return null;
  }
  const now = new Date();
  const [updated] = await db
    .update(sessions)
    .set({ checkedAt: now, lastSeenAt: now, admin: answer.admin })
    .where(eq(sessions.id, session.id))
    .returning();
  return updated ?? null;
}

/**
 * False when the name belongs to another account than at the log-in: removed, and made again with another user id. While the name
 * service is away the session stays, as it does while PAM is.
 */
async function isSameAccount(db: Database, username: string): Promise<boolean> {
  const [known] = await db.select({ uid: people.uid }).from(people).where(eq(people.username, username));
  const found = await findUserIds([username]).catch(() => null);
  return known === undefined || found === null || known.uid === found.get(username);
}

/** Removes sessions that have ended by themselves. */
export async function removeExpiredSessions(db: Database): Promise<void> {
  await db.delete(sessions).where(lt(sessions.expiresAt, new Date()));
  await db.delete(sessions).where(lt(sessions.lastSeenAt, new Date(Date.now() - IDLE_MS)));
}
