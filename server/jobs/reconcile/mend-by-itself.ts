import { and, eq, gt, isNotNull, sql } from 'drizzle-orm';
import { drift, operations } from '../../db/schema/index.ts';
import type { Context } from '../../services/context.ts';
import { losesNothing } from '../../services/drift/drift-kinds.ts';
import { mendDrift } from '../../services/drift/mend-drift.ts';
import { loadSettings } from '../../services/settings/load-settings.ts';
import { AppError } from '../../shared/errors.ts';
import type { Ports } from '../ports.ts';

/** After one that failed, a person has to look; a day later it is tried once more. */
const PAUSE_HOURS = 24;

/** Mends, where an administrator has set that, what is mended without giving anything up: once for each experiment and unit. */
export async function mendByItself({ db }: Pick<Ports, 'db'>): Promise<void> {
  const settings = await loadSettings(db);
  if (settings.drift.mend !== 'automatic') return;
  const ctx: Context = { db, actor: { kind: 'job', name: 'reconcile' } };
  const failed = await recentlyFailed(ctx);
  const begun = new Set<string>(failed);
  for (const { id, experimentId, subject, kind } of await db.select().from(drift)) {
    const about = experimentId ?? subject;
    if (!losesNothing(kind) || begun.has(about)) continue;
    begun.add(about);
    await mendDrift(ctx, { id }).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      console.error(`drift: ${kind} of ${subject} is not mended by itself: ${error.message}`);
    });
  }
}

async function recentlyFailed({ db }: Context): Promise<string[]> {
  const since = sql`now() - make_interval(hours => ${PAUSE_HOURS})`;
  const mending = and(eq(operations.kind, 'experiment.mend'), eq(operations.state, 'failed'));
  const rows = await db
    .selectDistinct({ experimentId: operations.experimentId })
    .from(operations)
    .where(and(mending, isNotNull(operations.finishedAt), gt(operations.createdAt, since)));
  return rows.map((row) => row.experimentId);
}
