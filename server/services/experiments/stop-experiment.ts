import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts the stop of an experiment in line: nothing of it runs or starts until it is started. Right: operate. */
export async function stopExperiment(
  _ctx: Context,
  _input: { name: string; batchId?: string | undefined },
): Promise<{ operationId: string }> {
  throw unavailable('This is not built yet.');
}
