import { unavailable } from '../../shared/errors.ts';
import type { IdlingSettings } from '../../shared/limits.ts';
import type { Context } from '../context.ts';

/** Sets when an experiment's workspaces are stopped; null follows the platform's settings. Right: manage. */
export async function updateIdling(
  _ctx: Context,
  _input: { name: string; idling: IdlingSettings | null },
): Promise<void> {
  throw unavailable('This is not built yet.');
}
