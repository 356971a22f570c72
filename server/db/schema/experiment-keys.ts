import { pgTable, uuid } from 'drizzle-orm/pg-core';
import { bytes } from './columns.ts';
import { experiments } from './experiments.ts';

/** The key that encrypts an experiment's secrets, itself encrypted with the machine's master key. */
export const experimentKeys = pgTable('experiment_keys', {
  experimentId: uuid('experiment_id')
    .primaryKey()
    .references(() => experiments.id, { onDelete: 'cascade' }),
  wrappedKey: bytes('wrapped_key').notNull(),
});
