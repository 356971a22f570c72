import type { Step } from '../step.ts';

/** The first commit, pushed as the experiment's own user. What it makes goes with the home and the repository. */
export const publish: Step = {
  async run(ctx) {
    const { commit } = await ctx.provisioner('repository.publish', ctx.subject, {
      actor: ctx.actor,
      onProgress: ctx.line,
    });
    ctx.line(`Pushed ${commit.slice(0, 10)} to main`);
  },
};
