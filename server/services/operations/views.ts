import type { OperationFailure, operationSteps, operations } from '../../db/schema/index.ts';
import { finalPosition, planOf } from './plans.ts';

type OperationRow = typeof operations.$inferSelect;
type StepRow = typeof operationSteps.$inferSelect;

/**
 * An operation as lists show it. `begun`: the number of its steps up to the last that has begun. `logs`: who asks may read what programs wrote. Times are
 * ISO 8601.
 */
export function viewOperation(row: OperationRow, begun: number, { logs = false }: { logs?: boolean } = {}) {
  return {
    id: row.id,
    kind: row.kind,
    experimentName: row.experimentName,
    batchId: row.batchId,
    /** The archive or snapshot that it makes, reads or removes. */
    archiveId: row.input.archiveId ?? null,
    requestedBy: row.requestedBy,
    state: row.state,
    cancellable: isCancellable(row, begun),
    retryable: row.state === 'failed',
    /** Trying again goes on where it stopped; otherwise it begins with the first step. */
    goesOn: row.state === 'failed' && begun > finalPosition(row.kind) && !planOf(row.kind).triedAnew,
    failure: viewFailure(row.failure, logs),
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** Why it failed. Without the right to read logs the output of what failed is left out. */
export function viewFailure(failure: OperationFailure | null, logs: boolean): OperationFailure | null {
  return failure && !logs ? { ...failure, log: [] } : failure;
}

/**
 * A person may cancel what waits or runs while all that it did can be taken back. What goes on from the point where an earlier try
 * stopped has begun already, also while it waits.
 */
export function isCancellable({ kind, state, cancelRequested }: OperationRow, begun: number): boolean {
  return !cancelRequested && (state === 'queued' || state === 'running') && begun <= finalPosition(kind);
}

/** A step as the progress page shows it, with the lines it has written so far. */
export function viewStep(row: StepRow, lines: string[]) {
  return {
    position: row.position,
    key: row.key,
    title: row.title,
    state: row.state,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    lines,
  };
}
