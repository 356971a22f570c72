import { jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** One limit or protection, tried out on this machine. */
export interface ProbeResult {
  /** `memory`, `memory-kernel`, `cpu`, `tasks`, `disk`, … */
  key: string;
  /** What was tried, for people. */
  title: string;
  enforced: boolean;
  /** What was seen: "a unit with MemoryMax=64 MiB was ended at 64 MiB"; where not enforced, why. */
  detail: string;
}

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
