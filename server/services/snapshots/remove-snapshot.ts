import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts the removal of a snapshot in line. Right: manage. */
export async function removeSnapshot(_ctx: Context, _input: { id: string }): Promise<{ operationId: string }> {
  throw unavailable('This is not built yet.');
}
