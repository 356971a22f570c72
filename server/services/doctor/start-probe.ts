import { readFile } from 'node:fs/promises';
import { isNull, sql } from 'drizzle-orm';
import { probes } from '../../db/schema/index.ts';
import { conflict, forbidden } from '../../shared/errors.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';

/** Has the worker try every limit out. Administrators only. Throws `conflict` while one is under way. */
export async function startProbe(ctx: Context): Promise<{ id: string }> {
  const { actor } = ctx;
  if (actor.kind === 'user' && !actor.admin) throw forbidden('Only an administrator tries the limits out.');
  const bootId = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
  return ctx.db.transaction(async (tx) => {
    // Of two at the same time the second sees the first one's row.
    await tx.execute(sql`lock table ${probes} in share row exclusive mode`);
    const [running] = await tx.select({ id: probes.id }).from(probes).where(isNull(probes.finishedAt));
    if (running) throw conflict('The limits are being tried out right now. Wait for the results.');
    const [row] = await tx
      .insert(probes)
      .values({ startedBy: actorName(actor), bootId })
      .returning({ id: probes.id });
    if (!row) throw new Error('an insert gave no row');
    await audit(tx, actor, 'doctor.probe', 'platform', { probe: row.id });
    return row;
  });
}
