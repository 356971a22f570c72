import { randomUUID } from 'node:crypto';
import { invalid } from '../../shared/errors.ts';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';

/**
 * Puts the archiving of an experiment in line. `confirmation` is its name. Right: manage. Throws `invalid` when the confirmation
 * differs, `conflict` when its state forbids it.
 */
export async function archiveExperiment(
  ctx: Context,
  { name, confirmation, batchId }: { name: string; confirmation: string; batchId?: string | undefined },
): Promise<{ operationId: string; archiveId: string }> {
  const { id } = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  if (confirmation !== name) throw invalid(`Type the name “${name}” to confirm that it is archived.`);
  const archiveId = randomUUID();
  const { operationId } = await requestOperation(ctx, id, {
    ...{ kind: 'experiment.archive', input: { archiveId }, batchId, details: { archive: archiveId } },
  });
  return { operationId, archiveId };
}
