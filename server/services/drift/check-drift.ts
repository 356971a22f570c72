import { sql } from 'drizzle-orm';
import { DRIFT_CHANNEL } from '../../db/channels.ts';
import { forbidden } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Has the worker look for drift at once; the time of the last look tells when it has. Administrators only: throws `forbidden`. */
export async function checkDrift(ctx: Context): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === 'user' && !actor.admin) throw forbidden('Only an administrator has the machine looked at.');
  await ctx.db.execute(sql`select pg_notify(${DRIFT_CHANNEL}, '')`);
}
