import { and, eq } from 'drizzle-orm';
import { sessions } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { personOf } from './person.ts';

/** Ends one of the caller's own sessions, and with it what it may open on the workspace origin. Throws `missing`. */
export async function removeSession(ctx: Context, { id }: { id: string }): Promise<void> {
  const { username } = personOf(ctx);
  await ctx.db.transaction(async (tx) => {
    const removed = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, id), eq(sessions.username, username)))
      .returning({ id: sessions.id });
    if (removed.length === 0) throw missing('This session has already ended.');
    await audit(tx, ctx.actor, 'session.remove', username, { session: id });
  });
}
