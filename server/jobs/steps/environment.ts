import { buildEnvironment } from '../../services/secrets/build-environment.ts';
import { holdEnvironment } from '../../services/secrets/change-environment.ts';
import type { Step, StepContext } from '../step.ts';
import { removeOwn } from './remove-own.ts';

/** The environment of everything that runs in the experiment: where its database, repository and figures are. */
export const environment: Step = {
  async run(ctx) {
    await ctx.record({ environment: true });
    await ctx.db.transaction(async (tx) => {
      await holdEnvironment(tx, ctx.subject.id);
      const variables = await buildEnvironment(tx, ctx.subject);
      await ctx.provisioner('environment.write', { ...ctx.subject, variables }, { actor: ctx.actor });
    });
  },
  async undo(ctx) {
    if (ctx.recorded.environment === true) await removeOwn(() => remove(ctx));
  },
};

export const removeEnvironment: Step = { run: (ctx) => removeOwn(() => remove(ctx)) };

function remove(ctx: StepContext) {
  return ctx.provisioner('environment.remove', ctx.subject, { actor: ctx.actor });
}
