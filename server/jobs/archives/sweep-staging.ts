import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import { archives, operations } from '../../db/schema/index.ts';
import type { Ports } from '../ports.ts';

/**
 * Removes what is left in staging, and half-written rows, of operations that no longer exist. Call it before any operation is
 * taken up: what open ones need stays, under the id of the operation, its experiment or its archive.
 */
export async function sweepStaging({ db, provisioner }: Ports): Promise<void> {
  const open = await db
    .select({ id: operations.id, experimentId: operations.experimentId, input: operations.input })
    .from(operations)
    .where(inArray(operations.state, ['queued', 'running', 'undoing']))
    .orderBy(sql`${operations.state} = 'queued'`); // what waits has hardly anything there yet
  const keep = [
    ...new Set(
      open.flatMap(({ id, experimentId, input }) => [id, experimentId, ...(input.archiveId ? [input.archiveId] : [])]),
    ),
  ];
  const { removed } = await provisioner('staging.sweep', { keep: keep.slice(0, 10_000) }, { actor: 'job:worker' });
  if (removed.length > 0) console.log(`staging: removed what ${removed.join(', ')} left`);
  const writing = eq(archives.state, 'writing');
  await db.delete(archives).where(keep.length > 0 ? and(writing, notInArray(archives.id, keep)) : writing);
}
