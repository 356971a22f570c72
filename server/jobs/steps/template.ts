import { closeSource, copiedFrom, copyDatabase, removeCopy } from '../snapshots/copy-source.ts';
import type { Step, StepContext } from '../step.ts';

/**
 * What makes the new experiment more than the skeleton: a template's dependencies and command, the content of a git repository, the
 * database of the experiment that it is a copy of. It lives in home and database, whose undo takes it away; what still runs ends
 * with the slice and the account.
 */
export const template: Step = {
  async run(ctx) {
    const copied = copiedFrom(ctx);
    if (copied) return copied.withDatabase ? copyDatabase(ctx, copied) : undefined;
    await run(ctx, { template: ctx.experiment.template });
    const { source } = ctx.operation.input;
    if (source?.kind === 'git') await fromRepository(ctx, source.url);
  },
  async undo(ctx) {
    const copied = copiedFrom(ctx);
    if (!copied) return;
    if (ctx.recorded.openedSource === true) await closeSource(ctx, copied);
    await removeCopy(ctx);
  },
};

async function fromRepository(ctx: StepContext, url: string): Promise<void> {
  const { folder, manifest } = await ctx.provisioner('repository.fetch', { ...ctx.subject, url }, options(ctx));
  if (manifest) await run(ctx, { repository: folder });
}

function run(ctx: StepContext, from: { template: string } | { repository: string }) {
  return ctx.provisioner('template.run', { ...ctx.subject, from }, options(ctx));
}

function options(ctx: StepContext) {
  return { actor: ctx.actor, onProgress: ctx.line, signal: ctx.signal };
}
