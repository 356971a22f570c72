import { conflict } from '../../shared/errors.ts';
import type { Step } from '../step.ts';
import { archiveIdOf, listOut, recordOf } from './context.ts';

/** What is not committed goes to a branch of its own, so that the repository has it too; undone, the branch goes. */
export const commit: Step = {
  async run(ctx) {
    const branch = ctx.recorded.branch ?? `archive/${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
    await ctx.record({ branch });
    const saved = await ctx.provisioner(
      'repository.save',
      { ...ctx.subject, branch: String(branch) },
      { actor: ctx.actor, signal: ctx.signal, onProgress: ctx.line },
    );
    await ctx.record({ pushed: saved.commit !== null });
    ctx.line(saved.commit ? `Pushed ${saved.commit.slice(0, 10)} to ${branch}` : 'Everything is committed and pushed');
  },
  async undo(ctx) {
    if (ctx.recorded.branch === undefined || ctx.recorded.pushed === false) return;
    await ctx.provisioner(
      'repository.forget',
      { ...ctx.subject, branch: String(ctx.recorded.branch) },
      { actor: ctx.actor },
    );
  },
};

export const repository: Step = {
  async run(ctx) {
    const args = { ...ctx.subject, stagingId: archiveIdOf(ctx) };
    const bundled = await ctx.provisioner('repository.bundle', args, { actor: ctx.actor, signal: ctx.signal });
    const { bytes, sha256, version, branches, commit } = bundled;
    const saved = await recordOf(ctx, 'commit');
    if (saved.pushed === true && !branches.includes(String(saved.branch))) {
      throw conflict(
        'The branch with what was not committed is not in the repository. Nothing was changed. Try again.',
      );
    }
    await ctx.record({ bytes, sha256, version, branches: listOut(branches), ...(commit ? { commit } : {}) });
    ctx.line(`${branches.length} branches`);
  },
};
