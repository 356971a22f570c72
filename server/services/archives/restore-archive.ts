import { and, eq, inArray, sql } from 'drizzle-orm';
import { experiments, operations } from '../../db/schema/index.ts';
import { ARCHIVE_FORMAT, type ArchiveManifest } from '../../shared/archive-manifest.ts';
import { conflict, invalid } from '../../shared/errors.ts';
import { isExperimentName, NAME_RULE } from '../../shared/names.ts';
import type { ExperimentRow } from '../access.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { enqueueOperation } from '../operations/enqueue-operation.ts';
import { loadArchive } from './load-archive.ts';

/**
 * Puts a restore in line: a new experiment of the archive’s owner (of the actor where the owner has no account any more) under
 * `name`; the archive stays. Right on the archived experiment: manage. Throws `conflict` when the name is taken, the archive is
 * not complete, or its format is newer than this version reads.
 */
export async function restoreArchive(
  ctx: Context,
  { id, name }: { id: string; name: string },
): Promise<{ operationId: string }> {
  if (!isExperimentName(name)) throw invalid(NAME_RULE);
  return ctx.db.transaction(async (tx) => {
    const { archive, experiment: archived } = await loadArchive(tx, id, ctx.actor, 'manage');
    if (archive.kind !== 'archive') throw conflict('This is a snapshot. Recover tables or files from it.');
    // As who removes the archive does: of the two one comes first, and the other sees it.
    await tx.select({ id: experiments.id }).from(experiments).where(eq(experiments.id, archived.id)).for('update');
    const removing = and(
      eq(operations.experimentId, archived.id),
      inArray(operations.state, ['queued', 'running', 'undoing']),
    );
    if ((await tx.$count(operations, removing)) > 0) throw conflict('This archive is being removed.');
    const { manifest } = archive;
    if (archive.state === 'damaged') {
      throw conflict(`${archive.problem ?? 'The archive is damaged.'} Mend its files and check it again before.`);
    }
    if (archive.state !== 'complete' || archived.state !== 'archived' || manifest === null)
      throw conflict('This archive is not complete, or is being removed.');
    if (manifest.format > ARCHIVE_FORMAT) {
      throw conflict(
        `The archive has format ${manifest.format}; this version of Homelab PaaS reads formats up to ${ARCHIVE_FORMAT}. Update the platform.`,
      );
    }
    const [experiment] = await tx
      .insert(experiments)
      .values({ name, ...restored(manifest, archived, actorName(ctx.actor)), state: 'restoring' })
      .onConflictDoNothing({ target: experiments.name, where: sql`state <> 'archived'` })
      .returning();
    if (!experiment) throw conflict(`There already is an experiment “${name}”. Choose another name.`);
    const operationId = await enqueueOperation(tx, {
      ...{ kind: 'experiment.restore', experiment, requestedBy: actorName(ctx.actor), input: { archiveId: id } },
    });
    await audit(tx, ctx.actor, 'experiment.restore', name, {
      operation: operationId,
      archive: id,
      from: archive.experimentName,
    });
    return { operationId };
  });
}

/** What the entry says now holds for whose it is; what the manifest says, for the rest. */
function restored({ experiment }: ArchiveManifest, archived: ExperimentRow, actor: string) {
  const { displayName, template, limits, idling, snapshotSchedule } = experiment;
  const owner = archived.ownerMissingSince === null ? archived.owner : actor;
  return { displayName, owner, template, limits, idling, snapshotSchedule };
}
