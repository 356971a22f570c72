import { boolean, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Role } from '../../shared/roles.ts';
import { instant } from './columns.ts';
import { experiments } from './experiments.ts';

/** Who else may use an experiment, and as what. The owner is in the experiment's own row. */
export const members = pgTable(
  'members',
  {
    experimentId: uuid('experiment_id')
      .notNull()
      .references(() => experiments.id, { onDelete: 'cascade' }),
    username: text('username').notNull(),
    role: text('role').$type<Role>().notNull(),
    /** Whether a viewer reads logs. */
    logs: boolean('logs').notNull().default(true),
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.experimentId, table.username] }),
    index('members_username').on(table.username),
  ],
);
