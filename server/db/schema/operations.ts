import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

export type OperationKind = 'experiment.create' | 'experiment.remove';

/**
 * queued → running → succeeded; running → undoing → failed (or cancelled).
 * An operation that cannot be undone goes from running to failed and is taken up again by "Try again".
 */
export type OperationState = 'queued' | 'running' | 'undoing' | 'succeeded' | 'failed' | 'cancelled';

/** Why an operation failed: the part in words ("PostgreSQL", "Gitea", …), what happened, and what to do next. */
export interface OperationFailure {
  part: string;
  message: string;
  /** Last lines that the failing part wrote, oldest first. */
  log: string[];
}

/** A durable job. Outlives the experiment that it is about, so there is no foreign key. */
export const operations = pgTable(
  'operations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    kind: text('kind').$type<OperationKind>().notNull(),
    experimentId: uuid('experiment_id').notNull(),
    experimentName: text('experiment_name').notNull(),
    requestedBy: text('requested_by').notNull(),
    state: text('state').$type<OperationState>().notNull().default('queued'),
    cancelRequested: boolean('cancel_requested').notNull().default(false),
    failure: jsonb('failure').$type<OperationFailure>(),
    /** How often a worker took it up: more than 1 after a crash. */
    attempts: integer('attempts').notNull().default(0),
    createdAt: instant('created_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('operations_experiment').on(table.experimentId),
    index('operations_created').on(table.createdAt),
    index('operations_state').on(table.state),
  ],
);
