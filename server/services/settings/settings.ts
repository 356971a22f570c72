import { z } from 'zod';
import { unavailable } from '../../shared/errors.ts';
import type { ExperimentLimits, IdlingSettings } from '../../shared/limits.ts';
import type { Context } from '../context.ts';

/** What an administrator sets for the whole platform. */
export interface PlatformSettings {
  limits: {
    defaults: ExperimentLimits;
    /** What owners may set at most, by whether they are administrators. */
    maxima: { user: ExperimentLimits; admin: ExperimentLimits };
  };
  idling: IdlingSettings;
  /** What happens with drift that can be mended: only shown, or mended by itself. */
  drift: { mend: 'by-hand' | 'automatic' };
  /** Where new archives and snapshots go: a target's id, null for the platform's own folder. */
  archives: { targetId: string | null };
}

export const UpdateSettings = z.looseObject({});

/** The settings, with defaults where nothing was set. Everybody who is logged in may read them. */
export async function getSettings(_ctx: Context): Promise<PlatformSettings> {
  throw unavailable('This is not built yet.');
}

/** Changes settings; what is not given stays. Administrators only: throws `forbidden`. */
export async function updateSettings(_ctx: Context, _input: Partial<PlatformSettings>): Promise<PlatformSettings> {
  throw unavailable('This is not built yet.');
}
