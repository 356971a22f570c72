import type { operationSteps, operations } from '../../db/schema/index.ts';
import { PLANS } from './plans.ts';

type OperationRow = typeof operations.$inferSelect;
type StepRow = typeof operationSteps.$inferSelect;

/** An operation as lists show it. Times are ISO 8601. */
export function viewOperation(row: OperationRow) {
  return {
    id: row.id,
    kind: row.kind,
    experimentName: row.experimentName,
    requestedBy: row.requestedBy,
    state: row.state,
    cancellable:
      PLANS[row.kind].undoable && !row.cancelRequested && (row.state === 'queued' || row.state === 'running'),
    retryable: row.state === 'failed',
    failure: row.failure,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
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
