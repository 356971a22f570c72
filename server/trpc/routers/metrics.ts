import { z } from 'zod';
import { getMetrics } from '../../services/metrics/get-metrics.ts';
import { procedure, router } from '../procedure.ts';

export const metrics = router({
  get: procedure('experiment')
    .input(z.strictObject({ name: z.string().max(64) }))
    .query(({ ctx, input }) => getMetrics(ctx.service, input)),
});
