import { checkDrift } from '../../services/drift/check-drift.ts';
import { listDrift } from '../../services/drift/list-drift.ts';
import { mendDrift } from '../../services/drift/mend-drift.ts';
import { ById, ByName } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const drift = router({
  list: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => listDrift(ctx.service, input)),

  check: procedure('admin').mutation(({ ctx }) => checkDrift(ctx.service)),

  mend: procedure('experiment')
    .input(ById)
    .mutation(({ ctx, input }) => mendDrift(ctx.service, input)),
});
