import { and, eq } from 'drizzle-orm';
import { operationSteps } from '../../db/schema/index.ts';
import type { Step, Steps } from '../step.ts';
import { startRecorded } from './running.ts';
import { processes } from './stop.ts';

/** Starts again what the step before has ended. */
export const workspaces: Step = {
  async run(ctx) {
    const [before] = await ctx.db
      .select({ record: operationSteps.record })
      .from(operationSteps)
      .where(and(eq(operationSteps.operationId, ctx.operation.id), eq(operationSteps.key, 'processes')));
    await ctx.provisioner('experiment.start', ctx.subject, { actor: ctx.actor });
    await startRecorded(ctx, before?.record ?? {});
  },
};

export const restartSteps: Steps<'experiment.restart'> = { processes, workspaces };
