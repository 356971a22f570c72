import { rightsOn } from '../access.ts';
import type { Context } from '../context.ts';
import { loadArchive, viewLoaded } from './load-archive.ts';
import { type ArchiveView, withoutSecrets } from './views.ts';

/** One archive or snapshot. Right on its experiment: see; names of secrets are told who may open it alone. Throws `missing`. */
export async function getArchive(ctx: Context, { id }: { id: string }): Promise<ArchiveView> {
  const loaded = await loadArchive(ctx.db, id, ctx.actor, 'see');
  const view = await viewLoaded(ctx.db, loaded);
  const rights = await rightsOn(ctx.db, ctx.actor, loaded.experiment);
  return rights.has('open') ? view : withoutSecrets(view);
}
