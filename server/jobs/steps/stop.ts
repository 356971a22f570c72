import { closeExperimentDatabase, openExperimentDatabase } from '../../system/postgres/experiment-access.ts';
import type { Step, Steps } from '../step.ts';
import { doors } from './doors.ts';
import { recordRunning, startRecorded } from './running.ts';

/**
 * Ends everything that runs and closes the account. Its undo opens the account and starts the workspaces that ran, unless the
 * experiment was stopped before the operation.
 */
export const processes: Step = {
  async run(ctx) {
    await recordRunning(ctx);
    await ctx.provisioner('experiment.stop', ctx.subject, { actor: ctx.actor, onProgress: ctx.line });
  },
  async undo(ctx) {
    if (ctx.operation.stateBefore === 'stopped' || ctx.recorded.lab === undefined) return;
    await ctx.provisioner('experiment.start', ctx.subject, { actor: ctx.actor });
    // What was wrong before may be wrong still; a workspace that does not start is no reason to leave the rest undone.
    await startRecorded(ctx, ctx.recorded).catch((error: unknown) => {
      if (ctx.signal.aborted) throw error;
      ctx.line(error instanceof Error ? error.message : String(error));
    });
  },
};

const database: Step = {
  async run(ctx) {
    await ctx.record({ closed: true });
    await closeExperimentDatabase(ctx.subject);
  },
  async undo(ctx) {
    if (ctx.recorded.closed === true) await openExperimentDatabase(ctx.subject);
  },
};

export const stopSteps: Steps<'experiment.stop'> = { doors, processes, database };
