import type { ExperimentLimits } from '../../shared/limits.ts';
import type { Actor, Context } from '../context.ts';
import { loadSettings } from '../settings/load-settings.ts';
import type { PlatformSettings } from '../settings/settings-shape.ts';

/** What a new experiment of the actor gets, and what they may set at most. */
export async function getBounds(ctx: Context): Promise<{ defaults: ExperimentLimits; maxima: ExperimentLimits }> {
  const settings = await loadSettings(ctx.db);
  return { defaults: settings.limits.defaults, maxima: maximaOf(settings, ctx.actor) };
}

/** The maxima of an actor's role. The platform's jobs act within those of administrators. */
export function maximaOf({ limits }: PlatformSettings, actor: Actor): ExperimentLimits {
  return actor.kind === 'job' || actor.admin ? limits.maxima.admin : limits.maxima.user;
}
