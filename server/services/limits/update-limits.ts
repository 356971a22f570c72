import { unavailable } from '../../shared/errors.ts';
import type { ExperimentLimits } from '../../shared/limits.ts';
import type { Context } from '../context.ts';

/**
 * Changes limits of an experiment, at once and without a restart; what is not given stays. Right: manage; above the maximum of
 * the actor's role it throws `invalid`.
 */
export async function updateLimits(
  _ctx: Context,
  _input: { name: string; limits: { [K in keyof ExperimentLimits]?: number | undefined } },
): Promise<ExperimentLimits> {
  throw unavailable('This is not built yet.');
}
