import { z } from 'zod';
import { archiveExperiment } from '../../services/archives/archive-experiment.ts';
import { getArchive } from '../../services/archives/get-archive.ts';
import { listArchives } from '../../services/archives/list-archives.ts';
import { removeArchive } from '../../services/archives/remove-archive.ts';
import { restoreArchive } from '../../services/archives/restore-archive.ts';
import { verifyArchive } from '../../services/archives/verify-archive.ts';
import { ById, ByName, Name } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const archives = router({
  list: procedure('experiments')
    .input(z.strictObject({ search: z.string().max(80).optional(), before: z.iso.datetime().optional() }))
    .query(({ ctx, input }) => listArchives(ctx.service, input)),

  get: procedure('experiment')
    .input(ById)
    .query(({ ctx, input }) => getArchive(ctx.service, input)),

  create: procedure('experiment')
    .input(ByName.extend({ confirmation: Name }))
    .mutation(({ ctx, input }) => archiveExperiment(ctx.service, input)),

  verify: procedure('experiment')
    .input(ById)
    .mutation(({ ctx, input }) => verifyArchive(ctx.service, input)),

  restore: procedure('experiment')
    .input(ById.extend({ name: Name }))
    .mutation(({ ctx, input }) => restoreArchive(ctx.service, input)),

  remove: procedure('experiment')
    .input(ById.extend({ confirmation: Name }))
    .mutation(({ ctx, input }) => removeArchive(ctx.service, input)),
});
