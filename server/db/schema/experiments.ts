import { integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Limits } from '../../shared/provisioner-protocol.ts';
import { instant } from './columns.ts';

/** States of an experiment. `failed`: its last operation did not succeed; the operation says why and what was undone. */
export type ExperimentState = 'creating' | 'ready' | 'deleting' | 'failed';

/** An experiment. The row exists from the request to create it until its deletion is complete. */
export const experiments = pgTable('experiments', {
  id: uuid('id').primaryKey().defaultRandom(),
  name: text('name').notNull().unique(),
  displayName: text('display_name').notNull().default(''),
  owner: text('owner').notNull(),
  /** The machine that it lives on. There is one today; nothing may assume that. */
  machine: text('machine').notNull().default('local'),
  state: text('state').$type<ExperimentState>().notNull(),
  /** User id on its machine, null until the account exists. */
  uid: integer('uid'),
  limits: jsonb('limits').$type<Limits>().notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  readyAt: instant('ready_at'),
});
