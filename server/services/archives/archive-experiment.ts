import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts the archiving of an experiment in line. `confirmation` is its name. Right: manage. */
export async function archiveExperiment(
  _ctx: Context,
  _input: { name: string; confirmation: string; batchId?: string | undefined },
): Promise<{ operationId: string; archiveId: string }> {
  throw unavailable('This is not built yet.');
}
