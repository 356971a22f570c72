import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import type { BulkOutcome } from './bulk-experiments.ts';

/** Creates `count` (2 to 100) experiments `<prefix>-1` … of one template, in one batch. A name that is taken is refused by itself. */
export async function createExperiments(
  _ctx: Context,
  _input: { prefix: string; count: number; template: string },
): Promise<BulkOutcome> {
  throw unavailable('This is not built yet.');
}
