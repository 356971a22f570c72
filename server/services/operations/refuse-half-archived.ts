import { and, eq, inArray } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { archives, type OperationKind } from '../../db/schema/index.ts';
import { conflict } from '../../shared/errors.ts';

/**
 * Refuses everything but going on with an archiving that stopped after its archive was complete: by then part of the experiment
 * may be gone, and a second archive, or a deletion, would take what is left without what is not.
 */
export async function refuseHalfArchived(
  tx: Executor,
  experiment: { id: string; name: string; state: string },
  wanted: { kind: OperationKind; goesOn: boolean },
): Promise<void> {
  if (experiment.state === 'archived' || (wanted.kind === 'experiment.archive' && wanted.goesOn)) return;
  const [archive] = await tx
    .select({ id: archives.id })
    .from(archives)
    .where(
      and(
        eq(archives.experimentId, experiment.id),
        eq(archives.kind, 'archive'),
        inArray(archives.state, ['complete', 'damaged']),
      ),
    );
  if (!archive) return;
  throw conflict(
    `The archive of “${experiment.name}” is complete, and removing the experiment from the machine has begun. “Try again” finishes that; then it can be restored.`,
  );
}
