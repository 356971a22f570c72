import { copiedFrom, copyHome, removeCopy } from '../snapshots/copy-source.ts';
import type { Step, StepContext } from '../step.ts';
import { removeOwn } from './remove-own.ts';

export const home: Step = {
  async run(ctx) {
    await ctx.record({ home: true });
    const source = copiedFrom(ctx);
    if (source) return copyHome(ctx, source);
    const args = { ...ctx.subject, template: ctx.experiment.template, files: [] };
    await ctx.provisioner('home.create', args, { actor: ctx.actor, onProgress: ctx.line });
  },
  async undo(ctx) {
    if (copiedFrom(ctx)) await removeCopy(ctx);
    if (ctx.recorded.home === true) await removeOwn(() => remove(ctx));
  },
};

export const removeHome: Step = { run: (ctx) => removeOwn(() => remove(ctx)) };

function remove(ctx: StepContext) {
  return ctx.provisioner('home.remove', ctx.subject, { actor: ctx.actor, onProgress: ctx.line });
}
