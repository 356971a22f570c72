import { eq } from 'drizzle-orm';
import { experiments } from '../../db/schema/index.ts';
import type { Step, StepContext } from '../step.ts';
import { removeOwn } from './remove-own.ts';

export const account: Step = {
  async run(ctx) {
    await ctx.record({ account: true });
    const { uid } = await ctx.provisioner('account.create', ctx.subject, { actor: ctx.actor, onProgress: ctx.line });
    await ctx.db.update(experiments).set({ uid }).where(eq(experiments.id, ctx.experiment.id));
  },
  async undo(ctx) {
    if (ctx.recorded.account !== true) return;
    await removeOwn(() => remove(ctx));
    await ctx.db.update(experiments).set({ uid: null }).where(eq(experiments.id, ctx.experiment.id));
  },
};

export const removeAccount: Step = { run: (ctx) => removeOwn(() => remove(ctx)) };

function remove(ctx: StepContext) {
  return ctx.provisioner('account.remove', ctx.subject, { actor: ctx.actor, onProgress: ctx.line });
}
