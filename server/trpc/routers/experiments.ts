import { z } from 'zod';
import { checkName } from '../../services/experiments/check-name.ts';
import { CreateExperiment, createExperiment } from '../../services/experiments/create-experiment.ts';
import { getExperiment } from '../../services/experiments/get-experiment.ts';
import { listExperiments } from '../../services/experiments/list-experiments.ts';
import { removeExperiment } from '../../services/experiments/remove-experiment.ts';
import { procedure, router } from '../procedure.ts';

const Name = z.strictObject({ name: z.string().max(64) });

export const experiments = router({
  list: procedure('experiments').query(({ ctx }) => listExperiments(ctx.service)),

  get: procedure('experiment')
    .input(Name)
    .query(({ ctx, input }) => getExperiment(ctx.service, input)),

  checkName: procedure('experiments')
    .input(Name)
    .query(({ ctx, input }) => checkName(ctx.service, input)),

  create: procedure('experiments')
    .input(CreateExperiment)
    .mutation(({ ctx, input }) => createExperiment(ctx.service, input)),

  remove: procedure('experiment')
    .input(z.strictObject({ name: z.string().max(64), confirmation: z.string().max(64) }))
    .mutation(({ ctx, input }) => removeExperiment(ctx.service, input)),
});
