import { z } from 'zod';
import { getIdling } from '../../services/idling/get-idling.ts';
import { IdlingShape } from '../../services/idling/idling-shape.ts';
import { keepAwake } from '../../services/idling/keep-awake.ts';
import { updateIdling } from '../../services/idling/update-idling.ts';
import { ByName } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const idling = router({
  get: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => getIdling(ctx.service, input)),

  update: procedure('experiment')
    .input(ByName.extend({ idling: IdlingShape.nullable() }))
    .mutation(({ ctx, input }) => updateIdling(ctx.service, input)),

  keepAwake: procedure('experiment')
    .input(ByName.extend({ until: z.iso.datetime().nullable() }))
    .mutation(({ ctx, input }) => keepAwake(ctx.service, input)),
});
