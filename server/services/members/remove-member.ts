import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Ends a membership, with the browser sessions that it opened. Right: manage, or one's own membership. */
export async function removeMember(_ctx: Context, _input: { name: string; username: string }): Promise<void> {
  throw unavailable('This is not built yet.');
}
