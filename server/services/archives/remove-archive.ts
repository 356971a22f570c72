import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts the removal of an archive in line, with the entry of its experiment. `confirmation` is the experiment’s name. Right: manage. */
export async function removeArchive(
  _ctx: Context,
  _input: { id: string; confirmation: string },
): Promise<{ operationId: string }> {
  throw unavailable('This is not built yet.');
}
