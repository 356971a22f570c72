import { addTarget } from '../../services/targets/add-target.ts';
import { checkTarget } from '../../services/targets/check-target.ts';
import { listTargets } from '../../services/targets/list-targets.ts';
import { removeTarget } from '../../services/targets/remove-target.ts';
import { NewTarget } from '../../services/targets/target-input.ts';
import { ById } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const targets = router({
  list: procedure('admin').query(({ ctx }) => listTargets(ctx.service)),

  add: procedure('admin')
    .input(NewTarget)
    .mutation(({ ctx, input }) => addTarget(ctx.service, input)),

  check: procedure('admin')
    .input(ById)
    .mutation(({ ctx, input }) => checkTarget(ctx.service, input)),

  remove: procedure('admin')
    .input(ById)
    .mutation(({ ctx, input }) => removeTarget(ctx.service, input)),
});
