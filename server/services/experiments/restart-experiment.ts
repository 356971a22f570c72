import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts a restart in line: everything ends, and the workspaces that ran start again. Right: operate. */
export async function restartExperiment(
  _ctx: Context,
  _input: { name: string; batchId?: string | undefined },
): Promise<{ operationId: string }> {
  throw unavailable('This is not built yet.');
}
