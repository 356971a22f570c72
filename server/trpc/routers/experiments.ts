import { z } from 'zod';
import { BULK_ACTIONS, bulkExperiments } from '../../services/experiments/bulk-experiments.ts';
import { checkName } from '../../services/experiments/check-name.ts';
import { CreateExperiment, createExperiment } from '../../services/experiments/create-experiment.ts';
import { createExperiments } from '../../services/experiments/create-many.ts';
import { getExperiment } from '../../services/experiments/get-experiment.ts';
import { getLogs } from '../../services/experiments/get-logs.ts';
import { ListExperiments, listExperiments } from '../../services/experiments/list-experiments.ts';
import { removeExperiment } from '../../services/experiments/remove-experiment.ts';
import { renewExperiment } from '../../services/experiments/renew-experiment.ts';
import { restartExperiment } from '../../services/experiments/restart-experiment.ts';
import { startExperiment } from '../../services/experiments/start-experiment.ts';
import { stopExperiment } from '../../services/experiments/stop-experiment.ts';
import { LOG_SOURCES } from '../../shared/provisioner-protocol.ts';
import { ByName, Name } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const experiments = router({
  list: procedure('experiments')
    .input(ListExperiments)
    .query(({ ctx, input }) => listExperiments(ctx.service, input)),

  get: procedure('experiment')
    .input(ByName)
    .query(({ ctx, input }) => getExperiment(ctx.service, input)),

  checkName: procedure('experiments')
    .input(ByName)
    .query(({ ctx, input }) => checkName(ctx.service, input)),

  create: procedure('experiments')
    .input(CreateExperiment)
    .mutation(({ ctx, input }) => createExperiment(ctx.service, input)),

  createMany: procedure('experiments')
    .input(z.strictObject({ prefix: Name, count: z.number().int().min(2).max(100), template: z.string().max(64) }))
    .mutation(({ ctx, input }) => createExperiments(ctx.service, input)),

  remove: procedure('experiment')
    .input(ByName.extend({ confirmation: Name }))
    .mutation(({ ctx, input }) => removeExperiment(ctx.service, input)),

  start: procedure('experiment')
    .input(ByName)
    .mutation(({ ctx, input }) => startExperiment(ctx.service, input)),

  stop: procedure('experiment')
    .input(ByName)
    .mutation(({ ctx, input }) => stopExperiment(ctx.service, input)),

  restart: procedure('experiment')
    .input(ByName)
    .mutation(({ ctx, input }) => restartExperiment(ctx.service, input)),

  renew: procedure('experiment')
    .input(ByName)
    .mutation(({ ctx, input }) => renewExperiment(ctx.service, input)),

  bulk: procedure('experiments')
    .input(
      z.strictObject({
        action: z.enum(BULK_ACTIONS),
        names: z.array(Name).min(1).max(500),
        confirmation: Name.optional(),
      }),
    )
    .mutation(({ ctx, input }) => bulkExperiments(ctx.service, input)),

  logs: procedure('experiment')
    .input(ByName.extend({ source: z.enum(LOG_SOURCES), lines: z.number().int().min(1).max(500) }))
    .query(({ ctx, input }) => getLogs(ctx.service, input)),
});
