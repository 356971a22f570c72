import { randomUUID } from 'node:crypto';
import { loadExperiment } from '../access.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';

/** Puts a snapshot of a running or stopped experiment in line. Right: manage. Throws `conflict` when its state forbids it. */
export async function createSnapshot(
  ctx: Context,
  { name }: { name: string },
): Promise<{ operationId: string; archiveId: string }> {
  const { id } = await loadExperiment(ctx.db, name, ctx.actor, 'manage');
  const archiveId = randomUUID();
  const { operationId } = await requestOperation(ctx, id, {
    ...{ kind: 'experiment.snapshot', input: { archiveId }, details: { snapshot: archiveId } },
  });
  return { operationId, archiveId };
}
