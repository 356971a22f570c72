import { bigserial, index, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import type { StepState } from './operation-steps.ts';
import { type OperationFailure, type OperationState, operations } from './operations.ts';

/** What a page that watches an operation hears, in order. */
export type OperationEvent =
  | { type: 'operation'; state: OperationState; failure: OperationFailure | null }
  | { type: 'step'; position: number; state: StepState }
  | { type: 'line'; position: number; line: string };

/** The story of an operation; the sequence number resumes a broken stream. */
export const operationEvents = pgTable(
  'operation_events',
  {
    sequence: bigserial('sequence', { mode: 'number' }).primaryKey(),
    operationId: uuid('operation_id')
      .notNull()
      .references(() => operations.id, { onDelete: 'cascade' }),
    event: jsonb('event').$type<OperationEvent>().notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [index('operation_events_operation').on(table.operationId, table.sequence)],
);
