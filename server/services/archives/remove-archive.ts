import { conflict, invalid } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';
import { loadArchive } from './load-archive.ts';

/**
 * Puts the removal of an archive in line, with the entry of its experiment. `confirmation` is the experiment’s name. Right:
 * manage. Throws `invalid` when the confirmation differs, `conflict` for a snapshot and while the experiment is on the machine.
 */
export async function removeArchive(
  ctx: Context,
  { id, confirmation }: { id: string; confirmation: string },
): Promise<{ operationId: string }> {
  const { archive, experiment } = await loadArchive(ctx.db, id, ctx.actor, 'manage');
  if (archive.kind !== 'archive') throw conflict('This is a snapshot. Remove it on the page of its experiment.');
  if (confirmation !== archive.experimentName)
    throw invalid(`Type the name “${archive.experimentName}” to confirm that the archive is removed.`);
  return requestOperation(ctx, experiment.id, {
    ...{ kind: 'archive.remove', input: { archiveId: id }, details: { archive: id } },
  });
}
