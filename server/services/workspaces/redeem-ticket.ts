import { and, eq, gt } from 'drizzle-orm';
import { hashToken, newToken } from '../../auth/token.ts';
import type { Database } from '../../db/client.ts';
import { tickets, workspaceSessions } from '../../db/schema/index.ts';
import { authorizeWorkspace } from './authorize-workspace.ts';

/** The result of a ticket: a cookie's value, null where the browser's own cookie already opens the same. */
export type Redeemed = { token: string | null };

/**
 * Trades a ticket for a workspace session. Null when the ticket is unknown, used, expired, or made for another experiment or
 * for a log-in at another address.
 * `current` is the value of the browser's workspace cookie: where it stands for the same log-in and experiment it stays, so
 * that a second tab does not take the cookie from under the first.
 */
export async function redeemTicket(
  db: Database,
  input: { ticket: string | null; name: string; current: string | null; address: string | null },
): Promise<Redeemed | null> {
  const { ticket, name, current, address } = input;
  if (ticket === null) return null;
  // Deleting it is what uses it up: of two requests at once only one gets the row.
  const [used] = await db
    .delete(tickets)
    .where(and(eq(tickets.tokenHash, hashToken(ticket)), gt(tickets.expiresAt, new Date())))
    .returning();
  if (!used) return null;
  const visit = await authorizeWorkspace(db, { token: current, name, address });
  if (visit?.sessionId === used.sessionId && visit.experimentId === used.experimentId) return { token: null };
  const token = newToken();
  const { sessionId, experimentId } = used;
  await db.insert(workspaceSessions).values({ tokenHash: hashToken(token), sessionId, experimentId });
  if (await authorizeWorkspace(db, { token, name, address })) return { token };
  await db.delete(workspaceSessions).where(eq(workspaceSessions.tokenHash, hashToken(token)));
  return null;
}
