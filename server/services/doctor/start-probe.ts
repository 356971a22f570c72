import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Has the worker try every limit out. Administrators only. Throws `conflict` while one is under way. */
export async function startProbe(_ctx: Context): Promise<{ id: string }> {
  throw unavailable('This is not built yet.');
}
