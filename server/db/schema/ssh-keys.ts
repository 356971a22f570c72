import { pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { experiments } from './experiments.ts';

/** A public key that may log in as the experiment's user by SSH. */
export const sshKeys = pgTable(
  'ssh_keys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    experimentId: uuid('experiment_id')
      .notNull()
      .references(() => experiments.id, { onDelete: 'cascade' }),
    label: text('label').notNull(),
    /** Type and key, without options and comment. */
    publicKey: text('public_key').notNull(),
    /** `SHA256:…` as ssh-keygen(1) shows it. */
    fingerprint: text('fingerprint').notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: instant('added_at').notNull().defaultNow(),
  },
  (table) => [unique('ssh_keys_once').on(table.experimentId, table.fingerprint)],
);
