import { unavailable } from '../../shared/errors.ts';
import type { ExperimentLimits } from '../../shared/limits.ts';
import type { Context } from '../context.ts';

/** What a new experiment of the actor gets, and what they may set at most. */
export async function getBounds(_ctx: Context): Promise<{ defaults: ExperimentLimits; maxima: ExperimentLimits }> {
  throw unavailable('This is not built yet.');
}
