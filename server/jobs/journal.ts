import { and, eq, sql } from 'drizzle-orm';
import type { Executor } from '../db/client.ts';
import {
  type OperationFailure,
  type OperationState,
  operationSteps,
  operations,
  type StepRecord,
  type StepState,
} from '../db/schema/index.ts';
import { appendEvent } from '../services/operations/append-event.ts';

/** Stores the state of a step and tells who watches. Undoing leaves the time that the step itself took. */
export async function writeStep(tx: Executor, operationId: string, position: number, state: StepState): Promise<void> {
  const now = new Date();
  const times =
    state === 'running'
      ? { startedAt: now, finishedAt: null }
      : state === 'done' || state === 'failed'
        ? { finishedAt: sql`coalesce(${operationSteps.finishedAt}, ${now})` }
        : {};
  await tx
    .update(operationSteps)
    .set({ state, ...times })
    .where(isStep(operationId, position));
  await appendEvent(tx, operationId, { type: 'step', position, state });
}

/** Stores what a step is about to make. */
export async function writeRecord(
  tx: Executor,
  operationId: string,
  position: number,
  record: StepRecord,
): Promise<void> {
  await tx.update(operationSteps).set({ record }).where(isStep(operationId, position));
}

function isStep(operationId: string, position: number) {
  return and(eq(operationSteps.operationId, operationId), eq(operationSteps.position, position));
}

/** Stores the state of an operation and tells who watches. The three end states set the end time. */
export async function writeOperation(
  tx: Executor,
  operationId: string,
  state: OperationState,
  failure: OperationFailure | null = null,
): Promise<void> {
  const ended = state === 'succeeded' || state === 'failed' || state === 'cancelled';
  await tx
    .update(operations)
    .set({ state, failure, ...(ended ? { finishedAt: new Date() } : {}) })
    .where(eq(operations.id, operationId));
  await appendEvent(tx, operationId, { type: 'operation', state, failure });
}

/** Text that `jsonb` takes: without NUL and without half of a surrogate pair, which output of other programs may hold. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
