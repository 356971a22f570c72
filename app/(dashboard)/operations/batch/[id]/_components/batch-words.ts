import { operationTitle } from '../../../../../_data/experiment-state.ts';
import { OPERATION_WORDS } from '../../../../../_data/operation-words.ts';
import type { Batch } from '../../../../../_data/types.ts';

/** How many of a batch have not ended yet. */
export function left({ counts }: Pick<Batch, 'counts'>): number {
  return counts.queued + counts.running;
}

/** "Archiving 12 experiments", "Archived 12 experiments"; one alone by its name. */
export function batchTitle(batch: Pick<Batch, 'operations' | 'counts'>): string {
  const [first] = batch.operations;
  if (!first) return 'Several at once';
  if (batch.operations.length === 1) return operationTitle(first);
  const { doing, done } = OPERATION_WORDS[first.kind];
  const what = `${batch.operations.length} experiments`;
  return left(batch) === 0 && batch.counts.succeeded === batch.operations.length ? done(what) : doing(what);
}
