import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns.ts';
import { experiments } from './experiments.ts';
import { sessions } from './sessions.ts';

/** A one-time, short-lived pass from the dashboard's origin to a workspace's. The row goes when it is used. */
export const tickets = pgTable('tickets', {
  tokenHash: bytes('token_hash').primaryKey(),
  sessionId: uuid('session_id')
    .notNull()
    .references(() => sessions.id, { onDelete: 'cascade' }),
  experimentId: uuid('experiment_id')
    .notNull()
    .references(() => experiments.id, { onDelete: 'cascade' }),
  username: text('username').notNull(),
  expiresAt: instant('expires_at').notNull(),
});
