import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';
import { operations } from './operations.ts';

export type StepState = 'pending' | 'running' | 'done' | 'failed' | 'undoing' | 'undone';

/** What a step is about to make or has made. Written before the thing is made, so that undo knows of it after a crash. */
export type StepRecord = Record<string, string | number | boolean>;

/** One step of an operation. */
export const operationSteps = pgTable(
  'operation_steps',
  {
    operationId: uuid('operation_id')
      .notNull()
      .references(() => operations.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    key: text('key').notNull(),
    title: text('title').notNull(),
    state: text('state').$type<StepState>().notNull().default('pending'),
    record: jsonb('record').$type<StepRecord>().notNull().default({}),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [primaryKey({ columns: [table.operationId, table.position] })],
);
