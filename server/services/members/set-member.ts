import { unavailable } from '../../shared/errors.ts';
import type { Role } from '../../shared/roles.ts';
import type { Context } from '../context.ts';

/**
 * Makes a person a member or changes their role. Right: manage. Throws `invalid` when the machine has no such account that may log
 * in, or it is the owner.
 */
export async function setMember(
  _ctx: Context,
  _input: { name: string; username: string; role: Role; logs: boolean },
): Promise<void> {
  throw unavailable('This is not built yet.');
}
