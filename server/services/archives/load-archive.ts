import { eq } from 'drizzle-orm';
import type { Executor } from '../../db/client.ts';
import { archives, targets } from '../../db/schema/index.ts';
import { missing } from '../../shared/errors.ts';
import type { ExperimentRight } from '../../shared/roles.ts';
import { type ExperimentRow, loadExperimentById } from '../access.ts';
import type { Actor } from '../context.ts';
import { type ArchiveView, viewArchive } from './views.ts';

export interface LoadedArchive {
  archive: typeof archives.$inferSelect;
  experiment: ExperimentRow;
}

/**
 * Loads an archive or snapshot when the actor has `right` on its experiment. Throws `missing` when there is none that they may see,
 * `forbidden` when they may see it and lack the right. `id` must be a UUID.
 */
export async function loadArchive(
  db: Executor,
  id: string,
  actor: Actor,
  right: ExperimentRight,
): Promise<LoadedArchive> {
  const [archive] = await db.select().from(archives).where(eq(archives.id, id));
  // the words of loadExperimentById: whether there is an archive of somebody else’s is not told
  if (!archive) throw missing('There is no such experiment, or it is somebody else’s.');
  return { archive, experiment: await loadExperimentById(db, archive.experimentId, actor, right) };
}

/** Where an archive is, as lists say it. */
export async function viewLoaded(db: Executor, { archive, experiment }: LoadedArchive): Promise<ArchiveView> {
  return viewArchive(archive, experiment.owner, await targetInWords(db, archive.targetId));
}

async function targetInWords(db: Executor, targetId: string | null): Promise<string> {
  if (targetId === null) return OWN_FOLDER;
  const [target] = await db.select({ name: targets.name }).from(targets).where(eq(targets.id, targetId));
  return target?.name ?? 'a place that is not set up any more';
}

/** The platform's own folder, in words. */
export const OWN_FOLDER = 'this machine';
