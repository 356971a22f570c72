import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Mends one finding: as an operation on its experiment, or at once where it is about the platform (null). Right: manage, or administrator. */
export async function mendDrift(_ctx: Context, _input: { id: string }): Promise<{ operationId: string | null }> {
  throw unavailable('This is not built yet.');
}
