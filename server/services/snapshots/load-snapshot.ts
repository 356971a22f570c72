import type { Executor } from '../../db/client.ts';
import { conflict } from '../../shared/errors.ts';
import type { ExperimentRight } from '../../shared/roles.ts';
import type { ExperimentRow } from '../access.ts';
import { loadArchive } from '../archives/load-archive.ts';
import type { Actor } from '../context.ts';

type Loaded = Awaited<ReturnType<typeof loadArchive>>;

/** A snapshot with its experiment. Throws as loadArchive, and `conflict` for an archive and for one that is not complete. */
export async function loadSnapshot(
  db: Executor,
  id: string,
  actor: Actor,
  right: ExperimentRight,
): Promise<{ snapshot: Loaded['archive']; experiment: ExperimentRow }> {
  const { archive, experiment } = await loadArchive(db, id, actor, right);
  if (archive.kind !== 'snapshot') throw conflict('This is an archive. Restore it as a whole.');
  if (archive.state === 'writing' || archive.state === 'removing')
    throw conflict('This snapshot is being written or removed. Wait until that has ended.');
  return { snapshot: archive, experiment };
}
