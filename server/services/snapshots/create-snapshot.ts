import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Puts a snapshot of a running or stopped experiment in line. Right: manage. */
export async function createSnapshot(
  _ctx: Context,
  _input: { name: string },
): Promise<{ operationId: string; archiveId: string }> {
  throw unavailable('This is not built yet.');
}
