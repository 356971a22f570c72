import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Removes a secret. Right: manage. */
export async function removeCustomSecret(_ctx: Context, _input: { name: string; secret: string }): Promise<void> {
  throw unavailable('This is not built yet.');
}
