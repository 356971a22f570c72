import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Removes a key and ends the log-ins that it opened. Right: manage. */
export async function removeSshKey(_ctx: Context, _input: { name: string; id: string }): Promise<void> {
  throw unavailable('This is not built yet.');
}
