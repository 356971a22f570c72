import { machineLimits } from '../../shared/limits.ts';
import type { Step, StepContext } from '../step.ts';
import { removeOwn } from './remove-own.ts';

export const workspace: Step = {
  async run(ctx) {
    await ctx.record({ workspace: true });
    const args = { ...ctx.subject, limits: machineLimits(ctx.experiment.limits) };
    await ctx.provisioner('workspace.create', args, { actor: ctx.actor, onProgress: ctx.line });
  },
  async undo(ctx) {
    if (ctx.recorded.workspace === true) await removeOwn(() => remove(ctx));
  },
};

export const removeWorkspace: Step = { run: (ctx) => removeOwn(() => remove(ctx)) };

function remove(ctx: StepContext) {
  return ctx.provisioner('workspace.remove', ctx.subject, { actor: ctx.actor, onProgress: ctx.line });
}
