import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** What can be done to several experiments in one request. */
export const BULK_ACTIONS = ['start', 'stop', 'restart', 'archive', 'remove'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export interface BulkOutcome {
  batchId: string;
  /** One for each name, in the order given: an operation, or why there is none. */
  outcomes: { name: string; operationId: string | null; refusal: string | null }[];
}

/**
 * Does one thing to several experiments (at most 500), each by its own verb with that verb's right and refusals.
 * `confirmation` is `delete 12` or `archive 12` with the number of names for those two.
 */
export async function bulkExperiments(
  _ctx: Context,
  _input: { action: BulkAction; names: string[]; confirmation?: string | undefined },
): Promise<BulkOutcome> {
  throw unavailable('This is not built yet.');
}
