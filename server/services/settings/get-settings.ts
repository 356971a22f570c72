import type { Context } from '../context.ts';
import { loadSettings } from './load-settings.ts';
import type { PlatformSettings } from './settings-shape.ts';

/** The settings, with defaults where nothing was set. Everybody who is logged in may read them. */
export async function getSettings(ctx: Context): Promise<PlatformSettings> {
  return loadSettings(ctx.db);
}
