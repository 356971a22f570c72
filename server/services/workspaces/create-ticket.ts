import { hashToken, newToken } from '../../auth/token.ts';
import type { Executor } from '../../db/client.ts';
import { tickets } from '../../db/schema/index.ts';

/** Long enough for one redirect on a slow network. */
const TICKET_MS = 30_000;

/** Makes a ticket, good once and for 30 seconds, while the session lives. Gives its token, which is nowhere else. */
export async function createTicket(
  db: Executor,
  holder: { sessionId: string; username: string; experimentId: string },
): Promise<string> {
  const token = newToken();
  await db
    .insert(tickets)
    .values({ ...holder, tokenHash: hashToken(token), expiresAt: new Date(Date.now() + TICKET_MS) });
  return token;
}
