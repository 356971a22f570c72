import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Executor } from '../../db/client.ts';
import { settings, targets } from '../../db/schema/index.ts';
import { forbidden, missing } from '../../shared/errors.ts';
import { type ExperimentLimits, type IdlingSettings, LIMITS } from '../../shared/limits.ts';
import { audit } from '../audit.ts';
import { actorName, type Context } from '../context.ts';
import { ExperimentLimitsShape, exceeds } from '../limits/limit-rules.ts';
import { defaultSettings } from './default-settings.ts';

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

const minutes = z
  .number()
  .int()
  .min(5, 'At least 5 minutes.')
  .max(60 * 24 * 30, 'At most 30 days.')
  .nullable();

/** One shape for each key of the table. A key that is not given stays as it is. */
const SHAPES = {
  limits: limitSettings,
  idling: z.strictObject({
    idleMinutes: minutes,
    openTabMinutes: minutes,
    busyCpuPercent: z.number().int().min(1, 'At least 1 %.').max(100, 'At most 100 %.'),
  }),
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

/** The settings, with defaults where nothing was set. Everybody who is logged in may read them. */
export async function getSettings(ctx: Context): Promise<PlatformSettings> {
  return loadSettings(ctx.db);
}

/**
 * The settings for whoever needs them without a person: jobs and other verbs. What is stored and has no meaning any more, such
 * as something an older version wrote, counts as not set.
 */
export async function loadSettings(db: Executor): Promise<PlatformSettings> {
  const rows = await db.select({ key: settings.key, value: settings.value }).from(settings);
  const stored = new Map(rows.map(({ key, value }) => [key, value]));
  const read = <T>(key: keyof PlatformSettings, shape: z.ZodType<T>) => shape.safeParse(stored.get(key)).data;
  const defaults = defaultSettings();
  return {
    limits: read('limits', SHAPES.limits) ?? defaults.limits,
    idling: read('idling', SHAPES.idling) ?? defaults.idling,
    drift: read('drift', SHAPES.drift) ?? defaults.drift,
    archives: read('archives', SHAPES.archives) ?? defaults.archives,
  };
}

/** Changes settings; what is not given stays. Administrators only: throws `forbidden`. */
export async function updateSettings(ctx: Context, input: UpdateSettings): Promise<PlatformSettings> {
  const { actor } = ctx;
  if (actor.kind === 'user' && !actor.admin) throw forbidden('Only an administrator changes the settings.');
  const given = Object.entries(UpdateSettings.parse(input)).filter(([, value]) => value !== undefined);
  return ctx.db.transaction(async (tx) => {
    await refuseUnknownTarget(tx, input.archives?.targetId ?? null);
    const before = await loadSettings(tx);
    for (const [key, value] of given) {
      const row = { value, updatedBy: actorName(actor), updatedAt: sql`now()` };
      await tx
        .insert(settings)
        .values({ key, ...row })
        .onConflictDoUpdate({ target: settings.key, set: row });
    }
    const after = await loadSettings(tx);
    const changes = given.map(([key]) => [
      key,
      { before: before[key as keyof PlatformSettings], after: after[key as keyof PlatformSettings] },
    ]);
    await audit(tx, actor, 'settings.update', 'platform', Object.fromEntries(changes));
    return after;
  });
}

async function refuseUnknownTarget(tx: Executor, id: string | null): Promise<void> {
  if (id === null) return;
  const [row] = await tx.select({ id: targets.id }).from(targets).where(eq(targets.id, id));
  if (!row) throw missing('There is no such target for archives any more. Choose another one.');
}
