import { getBounds } from '../../services/limits/get-bounds.ts';
import { getLimits } from '../../services/limits/get-limits.ts';
import { updateLimits } from '../../services/limits/update-limits.ts';
import { ByName, Limits } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const limits = router({
  get: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => getLimits(ctx.service, input)),

  bounds: procedure('experiments').query(({ ctx }) => getBounds(ctx.service)),

  update: procedure('experiment')
    .input(ByName.extend({ limits: Limits.partial() }))
    .mutation(({ ctx, input }) => updateLimits(ctx.service, input)),
});
