import type { Context } from '../context.ts';
import { loadArchive, viewLoaded } from './load-archive.ts';
import type { ArchiveView } from './views.ts';

/** One archive or snapshot. Right on its experiment: see. Throws `missing`. */
export async function getArchive(ctx: Context, { id }: { id: string }): Promise<ArchiveView> {
  return viewLoaded(ctx.db, await loadArchive(ctx.db, id, ctx.actor, 'see'));
}
