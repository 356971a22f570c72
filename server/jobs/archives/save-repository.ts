import { and, eq } from 'drizzle-orm';
import { members } from '../../db/schema/index.ts';
import { conflict } from '../../shared/errors.ts';
import type { Step, StepContext } from '../step.ts';
import { archiveIdOf, listOut, recordOf } from './context.ts';

/** Who may push from their own machine: the owner and the operators. */
async function pushersOf({ db, experiment }: StepContext): Promise<string[]> {
  const operators = await db
    .select({ username: members.username })
    .from(members)
    .where(and(eq(members.experimentId, experiment.id), eq(members.role, 'operator')));
  return [experiment.owner, ...operators.map(({ username }) => username)];
}

/**
 * Nobody pushes any more, since it would go with the repository and not be in the archive. What is not committed goes to a branch of
 * its own, so that the repository has it too; undone, the branch goes and the right to push comes back.
 */
export const commit: Step = {
  async run(ctx) {
    const branch = ctx.recorded.branch ?? `archive/${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
    await ctx.record({ branch, closed: true });
    for (const username of await pushersOf(ctx)) await ctx.gitea.removeCollaborator({ ...ctx.subject, username });
    const saved = await ctx.provisioner(
      'repository.save',
      { ...ctx.subject, branch: String(branch) },
      { actor: ctx.actor, signal: ctx.signal, onProgress: ctx.line },
    );
    await ctx.record({ pushed: saved.commit !== null });
    ctx.line(saved.commit ? `Pushed ${saved.commit.slice(0, 10)} to ${branch}` : 'Everything is committed and pushed');
  },
  async undo(ctx) {
    if (ctx.recorded.branch === undefined) return;
    for (const username of ctx.recorded.closed === true ? await pushersOf(ctx) : []) {
      const { refusal } = await ctx.gitea.addCollaborator({ ...ctx.subject, username });
      if (refusal !== null) ctx.line(`Not shared with ${username}: ${refusal}`);
    }
    if (ctx.recorded.pushed === false) return;
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
