import { conflict } from '../../shared/errors.ts';
import { accountOf, databaseOf } from '../../shared/names.ts';
import { inspectDatabase } from '../../system/postgres/experiment-database.ts';
import type { Step } from '../step.ts';

export const verify: Step = {
  async run(ctx) {
    const { checks } = await ctx.provisioner('experiment.verify', ctx.subject, {
      actor: ctx.actor,
      onProgress: ctx.line,
    });
    for (const line of checks) ctx.line(line);
  },
};

/** Looks for everything that an experiment is made of and fails when any of it is still there. */
export const verifyGone: Step = {
  async run({ provisioner, gitea, subject, actor, experiment }) {
    const machine = await provisioner('experiment.inspect', { name: subject.name }, { actor });
    const { role, database } = await inspectDatabase(subject);
    const account = await gitea.findAccount(accountOf(subject.name));
    const left = [
      // without a user id this experiment never had an account here, so what is here is somebody else's
      ...(experiment.uid === null ? [] : machine.parts),
      ...(role === 'own' ? [`role ${accountOf(subject.name)}`] : []),
      ...(database === 'own' ? [`database ${databaseOf(subject.name)}`] : []),
      ...(account?.markedId === subject.id ? [`Gitea account ${accountOf(subject.name)}`] : []),
    ];
    if (left.length > 0) throw conflict(`Still there: ${left.join(', ')}. Try again.`);
  },
};
