import { count, eq } from 'drizzle-orm';
import { archives, targets } from '../../db/schema/index.ts';
import { conflict, missing } from '../../shared/errors.ts';
import { audit } from '../audit.ts';
import type { Context } from '../context.ts';
import { loadSettings } from '../settings/load-settings.ts';
import { requireAdmin } from './require-admin.ts';
import { placeOf } from './target-row.ts';

/** Forgets a target. Throws `conflict` while archives are there, or new ones go there. */
export async function removeTarget(ctx: Context, input: { id: string }): Promise<void> {
  requireAdmin(ctx);
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(targets).where(eq(targets.id, input.id)).for('update');
    if (!row) throw missing('There is no such place for archives.');
    const [used] = await tx.select({ archives: count() }).from(archives).where(eq(archives.targetId, row.id));
    if (used && used.archives > 0)
      throw conflict(`${used.archives} archives and snapshots are in “${row.name}”. Remove them first.`);
    if ((await loadSettings(tx)).archives.targetId === row.id)
      throw conflict(`New archives go to “${row.name}”. Choose another place in the settings first.`);
    await tx.delete(targets).where(eq(targets.id, row.id));
    await audit(tx, ctx.actor, 'target.remove', row.name, { kind: row.kind, place: placeOf(row) });
  });
}
