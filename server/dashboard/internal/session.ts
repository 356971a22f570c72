import { readCookie, SESSION_COOKIE } from '../../auth/cookies.ts';
import { findSession, type Session } from '../../auth/sessions.ts';
import type { DoorRequest } from './door.ts';

/** The living session of the person who asks, or null. */
export function sessionOf({ db, header, address }: DoorRequest): Promise<Session | null> {
  return findSession(db, readCookie(header('cookie'), SESSION_COOKIE), address);
}
