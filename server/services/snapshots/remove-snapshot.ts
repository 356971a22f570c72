import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';
import { loadSnapshot } from './load-snapshot.ts';

/** Puts the removal of a snapshot in line. Right: manage. Throws `conflict` while it is written. */
export async function removeSnapshot(ctx: Context, { id }: { id: string }): Promise<{ operationId: string }> {
  const { experiment } = await loadSnapshot(ctx.db, id, ctx.actor, 'manage');
  return requestOperation(ctx, experiment.id, {
    ...{ kind: 'snapshot.remove', input: { archiveId: id }, details: { snapshot: id } },
  });
}
