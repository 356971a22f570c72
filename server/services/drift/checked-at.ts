import { eq, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { settings } from '../../db/schema/index.ts';

const KEY = 'drift.checked';

/** When was last looked for drift, ISO 8601; null when never. */
export async function readCheckedAt(db: Executor): Promise<string | null> {
  const [row] = await db.select({ at: settings.updatedAt }).from(settings).where(eq(settings.key, KEY));
  return row?.at.toISOString() ?? null;
}

export async function writeCheckedAt(db: Executor): Promise<void> {
  const row = { value: true, updatedBy: 'job:reconcile', updatedAt: sql`now()` };
  await db
    .insert(settings)
    .values({ key: KEY, ...row })
    .onConflictDoUpdate({ target: settings.key, set: row });
}
