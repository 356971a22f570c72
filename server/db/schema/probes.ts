import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { ProbeResult } from '../../shared/provisioner-protocol.ts';
import { instant } from './columns.ts';

export type { ProbeResult };

/** Results of trying the limits out; the newest row counts. */
export const probes = pgTable('probes', {
  id: uuid('id').primaryKey().defaultRandom(),
  startedBy: text('started_by').notNull(),
  startedAt: instant('started_at').notNull().defaultNow(),
  /** The start of the machine that it belongs to (/proc/sys/kernel/random/boot_id). */
  bootId: text('boot_id').notNull(),
  finishedAt: instant('finished_at'),
  results: jsonb('results').$type<ProbeResult[]>(),
});
