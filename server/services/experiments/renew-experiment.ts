import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';

/**
 * Puts a change of an experiment's passwords and tokens in line: everything of it ends, its database, repository and figures get new
 * ones, and what ran starts again. Secrets that people set stay. Right: manage. Throws `missing`, `forbidden`, `conflict`.
 */
export async function renewExperiment(ctx: Context, { name }: { name: string }): Promise<{ operationId: string }> {
  const { id } = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  return requestOperation(ctx, id, { kind: 'experiment.renew' });
}
