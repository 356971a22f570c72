import { eq } from 'drizzle-orm';
import { targets } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { probeTarget } from './probe-target.ts';
import { requireAdmin } from './require-admin.ts';

/** Writes, reads and removes a small object. Throws `unavailable` with what the place said. */
export async function checkTarget(ctx: Context, input: { id: string }): Promise<void> {
  requireAdmin(ctx);
  const [row] = await ctx.db.select().from(targets).where(eq(targets.id, input.id));
  if (!row) throw missing('There is no such place for archives.');
  await probeTarget(ctx, row);
}
