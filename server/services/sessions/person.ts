import { forbidden } from '../../shared/errors.ts';
import type { Actor, Context } from '../context.ts';

/** The person who acts. Throws `forbidden` for the platform's jobs, which have no sessions. */
export function personOf(ctx: Context): Extract<Actor, { kind: 'user' }> {
  if (ctx.actor.kind !== 'user') throw forbidden('Only a person can do this.');
  return ctx.actor;
}
