import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';

/** Puts the start of a stopped experiment in line. Right: operate. Throws `missing`, `forbidden`, `conflict`. */
export async function startExperiment(
  ctx: Context,
  { name, batchId }: { name: string; batchId?: string | undefined },
): Promise<{ operationId: string }> {
  const { id } = await loadExperiment(ctx.db, name, ctx.actor, 'operate');
  return requestOperation(ctx, id, { kind: 'experiment.start', batchId });
}
