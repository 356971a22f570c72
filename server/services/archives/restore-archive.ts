import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts a restore in line, as a new experiment of the actor’s or the archive’s owner; the archive stays. Right on the archived experiment: manage. Throws `conflict` when the name is taken. */
export async function restoreArchive(
  _ctx: Context,
  _input: { id: string; name: string },
): Promise<{ operationId: string }> {
  throw unavailable('This is not built yet.');
}
