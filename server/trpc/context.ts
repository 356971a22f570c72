import { plainAddress } from '../auth/address.ts';
import { readCookie, SESSION_COOKIE } from '../auth/cookies.ts';
import { findSession, type Session } from '../auth/sessions.ts';
import { type Database, database } from '../db/client.ts';

/** What every procedure is given. */
export interface TrpcContext {
  db: Database;
  session: Session | null;
  /** The caller's address as nginx saw it; only nginx can reach this process. */
  address: string;
  userAgent: string;
  secure: boolean;
  /** Headers of the answer; null where there is none to add to (pages). */
  answer: Headers | null;
}

/** Reads who calls from the headers of a request. */
export async function createContext(headers: Headers, answer: Headers | null): Promise<TrpcContext> {
  const db = database();
  const address = headers.get('x-real-ip');
  return {
    db,
    session: await findSession(db, readCookie(headers.get('cookie'), SESSION_COOKIE), address),
    address: plainAddress(address),
    userAgent: headers.get('user-agent') ?? '',
    secure: headers.get('x-forwarded-proto') === 'https',
    answer,
  };
}
