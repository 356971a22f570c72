import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import type { ArchiveView } from './views.ts';

/** One archive or snapshot. Right on its experiment: see. Throws `missing`. */
export async function getArchive(_ctx: Context, _input: { id: string }): Promise<ArchiveView> {
  throw unavailable('This is not built yet.');
}
