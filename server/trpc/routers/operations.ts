import { tracked } from '@trpc/server';
import { z } from 'zod';
import { cancelOperation } from '../../services/operations/cancel-operation.ts';
import { getBatch } from '../../services/operations/get-batch.ts';
import { getOperation } from '../../services/operations/get-operation.ts';
import { listOperations } from '../../services/operations/list-operations.ts';
import { retryOperation } from '../../services/operations/retry-operation.ts';
import { watchOperation } from '../../services/operations/watch-operation.ts';
import { ById } from '../inputs.ts';
import { procedure, router } from '../procedure.ts';

export const operations = router({
  list: procedure('experiments')
    .input(z.strictObject({ before: z.iso.datetime().optional() }))
    .query(({ ctx, input }) => listOperations(ctx.service, input)),

  get: procedure('experiment')
    .input(ById)
    .query(({ ctx, input }) => getOperation(ctx.service, input)),

  /** Events after `lastEventId`; the browser sends that by itself when the stream broke. */
  watch: procedure('experiment')
    .input(z.object({ id: z.uuid(), lastEventId: z.coerce.number().int().nonnegative().default(0) }))
    .subscription(async function* ({ ctx, input, signal }) {
      const watching = { id: input.id, after: input.lastEventId, signal: signal ?? new AbortController().signal };
      for await (const { sequence, at, event } of watchOperation(ctx.service, watching)) {
        yield tracked(String(sequence), { ...event, at });
      }
    }),

  batch: procedure('experiments')
    .input(z.strictObject({ batchId: z.uuid() }))
    .query(({ ctx, input }) => getBatch(ctx.service, input)),

  cancel: procedure('experiment')
    .input(ById)
    .mutation(({ ctx, input }) => cancelOperation(ctx.service, input)),

  retry: procedure('experiment')
    .input(ById)
    .mutation(({ ctx, input }) => retryOperation(ctx.service, input)),
});
