import { boolean, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** A difference between what the database says and what the machine has, as long as it is there. */
export const drift = pgTable(
  'drift',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** Null when it is about the platform, or about something that no experiment owns. */
    experimentId: uuid('experiment_id'),
    /** The experiment's name, the unit's, or the path. */
    subject: text('subject').notNull(),
    /** What it is: `account.missing`, `database.missing`, `file.foreign`, `unit.stopped`, … */
    kind: text('kind').notNull(),
    /** What is wrong, in one sentence. */
    summary: text('summary').notNull(),
    /** What would mend it, in one sentence: what the button does, or what a person has to do. */
    remedy: text('remedy').notNull(),
    /** Whether the platform can do that by itself. */
    mendable: boolean('mendable').notNull(),
    foundAt: instant('found_at').notNull().defaultNow(),
    seenAt: instant('seen_at').notNull().defaultNow(),
  },
  (table) => [
    index('drift_experiment').on(table.experimentId),
    unique('drift_once').on(table.experimentId, table.subject, table.kind).nullsNotDistinct(),
  ],
);
