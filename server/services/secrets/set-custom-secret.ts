import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Sets a secret (a variable of the environment: capital letters, digits, `_`). Programs that start from now on have it. Right: manage. */
export async function setCustomSecret(
  _ctx: Context,
  _input: { name: string; secret: string; value: string },
): Promise<void> {
  throw unavailable('This is not built yet.');
}
