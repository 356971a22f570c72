import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';

/** Puts the stop of an experiment in line: nothing of it runs or starts until it is started. Right: operate. Throws `missing`, `forbidden`, `conflict`. */
export async function stopExperiment(
  ctx: Context,
  { name, batchId }: { name: string; batchId?: string | undefined },
): Promise<{ operationId: string }> {
  const { id } = await loadExperiment(ctx.db, name, ctx.actor, 'operate');
  return requestOperation(ctx, id, { kind: 'experiment.stop', batchId });
}
