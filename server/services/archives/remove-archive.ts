import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { operations } from '../../db/schema/index.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import { requestOperation } from '../operations/request-operation.ts';
import { loadArchive } from './load-archive.ts';

/**
 * Puts the removal of an archive in line, with the entry of its experiment. `confirmation` is the experiment’s name. Right:
 * manage. Throws `invalid` when the confirmation differs, `conflict` for a snapshot while the experiment is on the
 * machine, and while the archive is being restored.
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
    ...{ kind: 'archive.remove', input: { archiveId: id }, details: { archive: id }, prepare: refuseWhileRestored(id) },
  });
}

/** What is being restored may need the archive again when it fails. The row of the archived experiment is locked by the caller. */
function refuseWhileRestored(archiveId: string) {
  return async (tx: Executor): Promise<undefined> => {
    const restores = and(
      eq(operations.kind, 'experiment.restore'),
      inArray(operations.state, ['queued', 'running', 'undoing']),
      sql`${operations.input}->>'archiveId' = ${archiveId}`,
    );
    if ((await tx.$count(operations, restores)) > 0)
      throw conflict('This archive is being restored. Wait until that has ended.');
    return undefined;
  };
}
