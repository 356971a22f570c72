import { boolean, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant } from './columns.ts';
import { experiments } from './experiments.ts';

/** A secret of an experiment: AES-256-GCM, nonce and tag in front, with experiment id and name as associated data. */
export const secrets = pgTable(
  'secrets',
  {
    experimentId: uuid('experiment_id')
      .notNull()
      .references(() => experiments.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    sealed: bytes('sealed').notNull(),
    /** SHA-256 of the value for secrets that callers present (tokens), null for the others. */
    lookupHash: bytes('lookup_hash'),
    /** Set by a person, and part of the environment; the others are the platform's own. */
    custom: boolean('custom').notNull().default(false),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.experimentId, table.name] })],
);
