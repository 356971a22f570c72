import { z } from 'zod';
import { type ExperimentLimits, type IdlingSettings, LIMITS } from '../../shared/limits.ts';
import { IdlingShape } from '../idling/idling-shape.ts';
import { ExperimentLimitsShape, exceeds } from '../limits/limit-rules.ts';

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

const limitSettings = z
  .strictObject({
    defaults: ExperimentLimitsShape,
    maxima: z.strictObject({ user: ExperimentLimitsShape, admin: ExperimentLimitsShape }),
  })
  .superRefine(({ defaults, maxima }, issues) => {
    for (const role of ['user', 'admin'] as const) {
      for (const key of LIMITS) {
        if (!exceeds(key, defaults[key], maxima[role][key])) continue;
        issues.addIssue({
          code: 'custom',
          path: ['defaults', key],
          message: `What a new experiment gets is at most what ${role === 'user' ? 'owners' : 'administrators'} may set.`,
        });
      }
    }
  });

/** One shape for each key of the table. A key that is not given stays as it is. */
export const SHAPES = {
  limits: limitSettings,
  idling: IdlingShape,
  drift: z.strictObject({ mend: z.enum(['by-hand', 'automatic']) }),
  archives: z.strictObject({ targetId: z.uuid().nullable() }),
};

export const UpdateSettings = z.strictObject({
  limits: SHAPES.limits.optional(),
  idling: SHAPES.idling.optional(),
  drift: SHAPES.drift.optional(),
  archives: SHAPES.archives.optional(),
});
export type UpdateSettings = z.input<typeof UpdateSettings>;
