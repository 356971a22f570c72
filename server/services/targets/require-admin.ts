import { forbidden } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

/** Throws `forbidden` for a person who is no administrator. */
export function requireAdmin({ actor }: Context): void {
  if (actor.kind === 'user' && !actor.admin) throw forbidden('Only an administrator can set up places for archives.');
}
