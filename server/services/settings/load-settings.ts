import type { z } from 'zod';
import type { Executor } from '../../db/client.ts';
import { settings } from '../../db/schema/index.ts';
import { defaultSettings } from './default-settings.ts';
import { type PlatformSettings, SHAPES } from './settings-shape.ts';

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
