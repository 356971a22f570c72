import { z } from 'zod';

const minutes = z
  .number()
  .int()
  .min(5, 'At least 5 minutes.')
  .max(60 * 24 * 30, 'At most 30 days.')
  .nullable();

/** When workspaces are stopped, of the platform and of an experiment; null minutes are never. */
export const IdlingShape = z.strictObject({
  idleMinutes: minutes,
  openTabMinutes: minutes,
  busyCpuPercent: z.number().int().min(1, 'At least 1 %.').max(100, 'At most 100 %.'),
});
