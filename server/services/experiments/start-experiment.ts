import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts the start of a stopped experiment in line. Right: operate. */
export async function startExperiment(
  _ctx: Context,
  _input: { name: string; batchId?: string | undefined },
): Promise<{ operationId: string }> {
  throw unavailable('This is not built yet.');
}
