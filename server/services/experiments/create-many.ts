import { randomUUID } from 'node:crypto';
import { invalid } from '../../shared/errors.ts';
import { isExperimentName, NAME_RULE } from '../../shared/names.ts';
import type { Context } from '../context.ts';
import type { BulkOutcome } from './bulk-experiments.ts';
import { createExperiment } from './create-experiment.ts';
import { type Outcome, outcomeOf } from './outcome-of.ts';

/**
 * Creates `count` (2 to 100) experiments `<prefix>-1` … of one template, in one batch. A name that is taken is refused by itself.
 * Throws `invalid` when the prefix makes no names.
 */
export async function createExperiments(
  ctx: Context,
  { prefix, count, template }: { prefix: string; count: number; template: string },
): Promise<BulkOutcome> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);
  const strange = names.findLast((name) => !isExperimentName(name));
  if (strange !== undefined) throw invalid(`“${strange}” would be no name. ${NAME_RULE}`);
  const batchId = randomUUID();
  const outcomes: Outcome[] = [];
  for (const name of names) {
    outcomes.push(await outcomeOf(name, () => createExperiment(ctx, { name, template }, { batchId })));
  }
  return { batchId, outcomes };
}
