import { bigint, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { experiments } from './experiments.ts';

export type DiskLevel = 'ok' | 'near' | 'over';

/** Size of a home against its limit, as it was last measured. */
export const diskStates = pgTable('disk_states', {
  experimentId: uuid('experiment_id')
    .primaryKey()
    .references(() => experiments.id, { onDelete: 'cascade' }),
  bytes: bigint('bytes', { mode: 'number' }).notNull(),
  level: text('level').$type<DiskLevel>().notNull(),
  measuredAt: instant('measured_at').notNull(),
  /** What was done at the limit and when, as a sentence; null when nothing was. */
  action: text('action'),
  actedAt: instant('acted_at'),
  /** Smallest size since then, from which growth is counted; null when nothing was done since it was last below its limit. */
  actedBytes: bigint('acted_bytes', { mode: 'number' }),
});
