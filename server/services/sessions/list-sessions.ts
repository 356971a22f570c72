import { desc, eq } from 'drizzle-orm';
import { sessions } from '../../db/schema/index.ts';
import type { Context } from '../context.ts';
import { personOf } from './person.ts';

/** The caller's own sessions, the last used first. */
export async function listSessions(ctx: Context) {
  const { username, sessionId } = personOf(ctx);
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(eq(sessions.username, username))
    .orderBy(desc(sessions.lastSeenAt));
  return rows.map((row) => ({
    id: row.id,
    current: row.id === sessionId,
    address: row.address,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}
