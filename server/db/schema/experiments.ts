import { sql } from 'drizzle-orm';
import { index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { ExperimentLimits, IdlingSettings, SnapshotSchedule } from '../../shared/limits.ts';
import { instant } from './columns.ts';

/**
 * States of an experiment; what leads from one to the next is in services/operations/plans.ts. `stopped`: a person stopped it,
 * and nothing of it runs or starts until a person starts it. `archived`: it is an archive and nothing else. `failed`: its last
 * operation did not succeed; the operation says why and what was undone.
 */
export type ExperimentState =
  | 'creating'
  | 'ready'
  | 'stopped'
  | 'archiving'
  | 'archived'
  | 'restoring'
  | 'deleting'
  | 'failed';

/** An experiment. The row exists from the request to create it until its deletion, or that of its archive, is complete. */
export const experiments = pgTable(
  'experiments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** One of those that are on a machine has it; an archived one no longer holds its name. */
    name: text('name').notNull(),
    displayName: text('display_name').notNull().default(''),
    owner: text('owner').notNull(),
    /** Since when the owner has no account on the machine any more. Until it is given to somebody, only administrators use it. */
    ownerMissingSince: instant('owner_missing_since'),
    /** The machine that it lives on. There is one today; nothing may assume that. */
    machine: text('machine').notNull().default('local'),
    state: text('state').$type<ExperimentState>().notNull(),
    /** User id on its machine, null until the account exists and after archiving. */
    uid: integer('uid'),
    template: text('template').notNull().default('empty'),
    limits: jsonb('limits').$type<ExperimentLimits>().notNull(),
    /** Null: the platform's own settings. */
    idling: jsonb('idling').$type<IdlingSettings>(),
    /** Nothing of it is stopped for being idle before this. */
    keepAwakeUntil: instant('keep_awake_until'),
    /** Null: no snapshots by themselves. */
    snapshotSchedule: jsonb('snapshot_schedule').$type<SnapshotSchedule>(),
    createdAt: instant('created_at').notNull().defaultNow(),
    readyAt: instant('ready_at'),
  },
  (table) => [
    uniqueIndex('experiments_name').on(table.name).where(sql`state <> 'archived'`),
    index('experiments_owner').on(table.owner),
    index('experiments_created').on(table.createdAt),
  ],
);
