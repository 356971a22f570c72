import { randomUUID } from 'node:crypto';
import { invalid } from '../../shared/errors.ts';
import { archiveExperiment } from '../archives/archive-experiment.ts';
import type { Context } from '../context.ts';
import { type Outcome, outcomeOf } from './outcome-of.ts';
import { removeExperiment } from './remove-experiment.ts';
import { restartExperiment } from './restart-experiment.ts';
import { startExperiment } from './start-experiment.ts';
import { stopExperiment } from './stop-experiment.ts';

/** What can be done to several experiments in one request. */
export const BULK_ACTIONS = ['start', 'stop', 'restart', 'archive', 'remove'] as const;
export type BulkAction = (typeof BULK_ACTIONS)[number];

export interface BulkOutcome {
  batchId: string;
  /** One for each name, in the order given: an operation, or why there is none. */
  outcomes: Outcome[];
}

interface One {
  name: string;
  batchId: string;
}

const VERBS: Record<BulkAction, (ctx: Context, one: One) => Promise<{ operationId: string }>> = {
  start: startExperiment,
  stop: stopExperiment,
  restart: restartExperiment,
  // the number that was typed out stands for the names
  archive: (ctx, one) => archiveExperiment(ctx, { ...one, confirmation: one.name }),
  remove: (ctx, one) => removeExperiment(ctx, { ...one, confirmation: one.name }),
};

const CONFIRMED: Partial<Record<BulkAction, string>> = { archive: 'archive', remove: 'delete' };

/**
 * Does one thing to several experiments (at most 500), each by its own verb with that verb's right and refusals.
 * `confirmation` is `delete 12` or `archive 12` with the number of names for those two. Throws `invalid` when it differs.
 */
export async function bulkExperiments(
  ctx: Context,
  { action, names, confirmation }: { action: BulkAction; names: string[]; confirmation?: string | undefined },
): Promise<BulkOutcome> {
  const wanted = [...new Set(names)];
  const word = CONFIRMED[action];
  if (word !== undefined && confirmation !== `${word} ${wanted.length}`) {
    throw invalid(`Type “${word} ${wanted.length}” to confirm.`);
  }
  const batchId = randomUUID();
  const outcomes: Outcome[] = [];
  for (const name of wanted) {
    outcomes.push(await outcomeOf(name, () => VERBS[action](ctx, { name, batchId })));
  }
  return { batchId, outcomes };
}
