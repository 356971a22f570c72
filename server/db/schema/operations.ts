import { boolean, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import type { ExperimentState } from './experiments.ts';

export type OperationKind =
  | 'experiment.create'
  | 'experiment.remove'
  | 'experiment.start'
  | 'experiment.stop'
  | 'experiment.restart'
  | 'experiment.renew'
  | 'experiment.archive'
  | 'experiment.restore'
  | 'experiment.snapshot'
  | 'experiment.recover'
  | 'experiment.mend'
  | 'archive.remove'
  | 'snapshot.remove';

/** What a kind of operation is given beside its experiment; never a secret. */
export interface OperationInput {
  /** experiment.create: where the home's content comes from, beside the template. */
  source?: { kind: 'git'; url: string } | { kind: 'experiment'; experimentId: string; withDatabase: boolean };
  /** experiment.archive, experiment.snapshot: the archive that is made. Others: the one that is read or removed. */
  archiveId?: string;
  /** experiment.recover: paths below the home, and tables as `schema.table`. */
  files?: string[];
  tables?: string[];
  /** experiment.mend: the findings to mend. */
  driftIds?: string[];
}

/**
 * queued → running → succeeded; running → undoing → failed (or cancelled).
 * An operation that cannot be undone, or is past its last step that can, goes from running to failed and is taken up again by
 * "Try again".
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
    input: jsonb('input').$type<OperationInput>().notNull().default({}),
    /** The experiment's state before, which an operation that was undone goes back to. */
    stateBefore: text('state_before').$type<ExperimentState>(),
    /** Operations that one request on several experiments made have this in common. */
    batchId: uuid('batch_id'),
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
    index('operations_experiment').on(table.experimentId, table.createdAt),
    index('operations_created').on(table.createdAt),
    index('operations_state').on(table.state),
    index('operations_batch').on(table.batchId),
  ],
);
