import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Workspace } from '../../shared/names.ts';
import { instant } from './columns.ts';
import { experiments } from './experiments.ts';

/** What a running workspace was last seen doing. There is no row for one that does not run. */
export const workspaceActivity = pgTable(
  'workspace_activity',
  {
    experimentId: uuid('experiment_id')
      .notNull()
      .references(() => experiments.id, { onDelete: 'cascade' }),
    workspace: text('workspace').$type<Workspace>().notNull(),
    /** Since when it has been seen to run, by this platform's clock. */
    since: instant('since').notNull(),
    /** When it last did something that counts. */
    activeAt: instant('active_at').notNull(),
    /** When a browser was last seen connected to it. Null when none was since it started. */
    connectedAt: instant('connected_at'),
    /** Why it runs on, as a sentence goes on after "because": "kernel train.ipynb is busy". Null when it is idle. */
    busy: text('busy'),
    /** When it is stopped unless something happens; null when it is not going to be. */
    stopsAt: instant('stops_at'),
    observedAt: instant('observed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.experimentId, table.workspace] })],
);
