import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/**
 * Accounts of the machine that have logged in. The user id tells a new account of an old name from the old one: what belonged to
 * the old one does not go to the new one by itself.
 */
export const people = pgTable('people', {
  username: text('username').primaryKey(),
  uid: integer('uid').notNull(),
  seenAt: instant('seen_at').notNull().defaultNow(),
  /** Since when the machine has no such account. */
  missingSince: instant('missing_since'),
});
