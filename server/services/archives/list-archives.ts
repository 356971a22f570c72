import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import type { ArchiveView } from './views.ts';

/** Archives (not snapshots) of experiments that the actor may see, newest first, 50 at a time. */
export async function listArchives(
  _ctx: Context,
  _input: { search?: string | undefined; before?: string | undefined },
): Promise<{ items: ArchiveView[]; next: string | null }> {
  throw unavailable('This is not built yet.');
}
