import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Names of the secrets that people set; values are never given out. Right: open. */
export async function listSecrets(
  _ctx: Context,
  _input: { name: string },
): Promise<{ secret: string; updatedAt: string }[]> {
  throw unavailable('This is not built yet.');
}
