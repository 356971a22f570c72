import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { settings, targets } from '../../db/schema/index.ts';
import { forbidden, missing } from '../../shared/errors.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { loadSettings } from './load-settings.ts';
import { type PlatformSettings, UpdateSettings } from './settings-shape.ts';

/** Changes settings; what is not given stays. Administrators only: throws `forbidden`. */
export async function updateSettings(ctx: Context, input: UpdateSettings): Promise<PlatformSettings> {
  const { actor } = ctx;
  if (actor.kind === 'user' && !actor.admin) throw forbidden('Only an administrator changes the settings.');
  const given = Object.entries(UpdateSettings.parse(input)).filter(([, value]) => value !== undefined);
  return ctx.db.transaction(async (tx) => {
    await refuseUnknownPlace(tx, input.archives?.targetId ?? null);
    const before = await loadSettings(tx);
    for (const [key, value] of given) {
      const row = { value, updatedBy: actorName(actor), updatedAt: sql`now()` };
      await tx
        .insert(settings)
        .values({ key, ...row })
        .onConflictDoUpdate({ target: settings.key, set: row });
    }
    const after = await loadSettings(tx);
    const changes = given.map(([key]) => [
      key,
      { before: before[key as keyof PlatformSettings], after: after[key as keyof PlatformSettings] },
    ]);
    await audit(tx, actor, 'settings.update', 'platform', Object.fromEntries(changes));
    return after;
  });
}

async function refuseUnknownPlace(tx: Executor, id: string | null): Promise<void> {
  if (id === null) return;
  const [row] = await tx.select({ id: targets.id }).from(targets).where(eq(targets.id, id));
  if (!row) throw missing('There is no such place for archives any more. Choose another one.');
}
