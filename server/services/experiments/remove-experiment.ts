import { invalid } from '../../shared/errors.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';

/**
 * Puts the deletion of an experiment in line. `confirmation` is its name, typed out. Throws `missing`, `forbidden`, `invalid`
 * when the confirmation differs, `conflict` while another operation on it is under way.
 */
export async function removeExperiment(
  ctx: Context,
  { name, confirmation, batchId }: { name: string; confirmation: string; batchId?: string | undefined },
): Promise<{ operationId: string }> {
  const { id } = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  if (confirmation !== name) throw invalid(`Type the name “${name}” to confirm the deletion.`);
  return requestOperation(ctx, id, { kind: 'experiment.remove', batchId });
}
