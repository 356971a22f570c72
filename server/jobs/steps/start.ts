import { closeExperimentDatabase, openExperimentDatabase } from '../../system/postgres/experiment-access.ts';
import type { Step, Steps } from '../step.ts';
import { verify } from './verify.ts';
import { workspace as files } from './workspace.ts';

const database: Step = {
  async run(ctx) {
    await ctx.record({ opened: true });
    await openExperimentDatabase(ctx.subject);
  },
  async undo(ctx) {
    if (ctx.recorded.opened === true) await closeExperimentDatabase(ctx.subject);
  },
};

/** The units and limits, which are there already unless something took them away, and the account. */
const workspace: Step = {
  async run(ctx) {
    await files.run(ctx);
    await ctx.provisioner('experiment.start', ctx.subject, { actor: ctx.actor });
  },
  async undo(ctx) {
    await ctx.provisioner('experiment.stop', ctx.subject, { actor: ctx.actor, onProgress: ctx.line });
  },
};

export const startSteps: Steps<'experiment.start'> = { database, workspace, verify };
