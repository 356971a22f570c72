import { pgTable, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns.ts';
import { experiments } from './experiments.ts';
import { sessions } from './sessions.ts';

/** What a browser may open on the workspace origin: one experiment, as long as the log-in that it came from lives. */
export const workspaceSessions = pgTable('workspace_sessions', {
  tokenHash: bytes('token_hash').primaryKey(),
  sessionId: uuid('session_id')
    .notNull()
    .references(() => sessions.id, { onDelete: 'cascade' }),
  experimentId: uuid('experiment_id')
    .notNull()
    .references(() => experiments.id, { onDelete: 'cascade' }),
  createdAt: instant('created_at').notNull().defaultNow(),
});
