import { getMetrics } from '../../services/metrics/get-metrics.ts';
import { ByName } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const metrics = router({
  get: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => getMetrics(ctx.service, input)),
});
