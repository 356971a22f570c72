import { and, eq, inArray } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { sessions, tickets, workspaceSessions } from '../../db/schema/index.ts';

/** Ends what a person's browsers may open of an experiment; the front door asks again within seconds. */
export async function closeDoors(tx: Executor, experimentId: string, username: string): Promise<void> {
  const theirs = tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.username, username));
  await tx
    .delete(workspaceSessions)
    .where(and(eq(workspaceSessions.experimentId, experimentId), inArray(workspaceSessions.sessionId, theirs)));
  await tx.delete(tickets).where(and(eq(tickets.experimentId, experimentId), eq(tickets.username, username)));
}
