import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Has the worker look for drift at once. Administrators only. */
export async function checkDrift(_ctx: Context): Promise<void> {
  throw unavailable('This is not built yet.');
}
