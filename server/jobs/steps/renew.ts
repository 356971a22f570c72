import { setTimeout as pause } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import { experiments, operationSteps } from '../../db/schema/index.ts';
import { operatorsOf } from '../../services/members/operators-of.ts';
import { renewSecret } from '../../services/secrets/secrets.ts';
import { conflict } from '../../shared/errors.ts';
import { ANSWER_KEPT_MS } from '../../shared/kept-answers.ts';
import { accountOf } from '../../shared/names.ts';
import { inspectDatabase } from '../../system/postgres/experiment-database.ts';
import { renewDatabaseAccess } from '../../system/postgres/renew-access.ts';
import type { Step, StepContext, Steps } from '../step.ts';
import { doors } from './doors.ts';
import { environment } from './environment.ts';
import { renewToken } from './repository.ts';
import { workspaces as startWorkspaces } from './restart.ts';
import { processes as endProcesses } from './stop.ts';
import { verify as verifyInside } from './verify.ts';

/** What is changed is there and answers: from the first change on there is no way back. */
const check: Step = {
  async run({ gitea, subject }) {
    const { role, database } = await inspectDatabase(subject);
    const account = await gitea.findAccount(accountOf(subject.name));
    const repository = await gitea.getRepository(subject);
    if (role === 'own' && database === 'own' && account?.markedId === subject.id && repository) return;
    throw conflict(`The database or the repository of “${subject.name}” is missing or not its own. Mend that first.`);
  },
};

/**
 * A step that a stopped experiment does not need. It may have been stopped or started since a try that failed, so what counts is its
 * state now.
 */
function unlessStopped(step: Step): Step {
  return {
    ...step,
    run: async (ctx) => (ctx.experiment.state === 'stopped' ? ctx.line('It is stopped') : step.run(ctx)),
  };
}

/** The role's password is the stored one or, when the change breaks off in between, one that nobody has. */
const database: Step = {
  async run({ db, experiment, subject, line }) {
    const open = experiment.state !== 'stopped';
    const { takenFrom } = await db.transaction(async (tx) => {
      const password = await renewSecret(tx, experiment.id, 'DATABASE_PASSWORD');
      return renewDatabaseAccess({ ...subject, password, open });
    });
    for (const role of takenFrom) line(`Took back what ${role} was given on the database`);
  },
};

/**
 * With the token anybody could have been let in, so those remain who are operators by the list of members. That is read last: who
 * becomes one meanwhile is in it before they are let in.
 */
const repository: Step = {
  async run(ctx) {
    await renewToken(ctx);
    const { wasPublic } = await ctx.gitea.keepPrivate(ctx.subject);
    if (wasPublic) ctx.line('Made the repository private again');
    const letIn = await ctx.gitea.listCollaborators(ctx.subject);
    const meant = await mayPush(ctx);
    for (const username of letIn) {
      if (meant.has(username.toLowerCase())) continue;
      await ctx.gitea.removeCollaborator({ ...ctx.subject, username });
      ctx.line(`Took back the right of ${username} to use the repository`);
    }
  },
};

async function mayPush({ db, experiment }: StepContext): Promise<Set<string>> {
  const own = eq(experiments.id, experiment.id);
  const owners = await db.select({ owner: experiments.owner }).from(experiments).where(own);
  const operators = await operatorsOf(db, experiment.id);
  return new Set([...owners.map(({ owner }) => owner), ...operators].map((name) => name.toLowerCase()));
}

const figures: Step = {
  async run({ db, experiment }) {
    await renewSecret(db, experiment.id, 'METRICS_TOKEN', { lookup: true });
  },
};

/** Nothing runs again while the front door may still let in the browser of somebody who was let in before the doors were closed. */
const workspaces: Step = {
  async run(ctx) {
    const { db, operation, signal } = ctx;
    const [closed] = await db
      .select({ at: operationSteps.finishedAt })
      .from(operationSteps)
      .where(and(eq(operationSteps.operationId, operation.id), eq(operationSteps.key, 'doors')));
    const since = Date.now() - (closed?.at?.getTime() ?? Date.now());
    if (since < ANSWER_KEPT_MS) await pause(ANSWER_KEPT_MS - Math.max(0, since), undefined, { signal });
    await unlessStopped(startWorkspaces).run(ctx);
  },
};

/**
 * Everything ends before the first change: what is left running could read the new secrets, since the environment file is there for it
 * to read. A step that is done again makes its secret again, and those after it use the last.
 */
export const renewSteps: Steps<'experiment.renew'> = {
  check,
  doors,
  processes: unlessStopped(endProcesses),
  database,
  repository,
  figures,
  environment,
  workspaces,
  verify: unlessStopped(verifyInside),
};
