import { and, eq, inArray, notInArray } from 'drizzle-orm';
import { drift } from '../../db/schema/index.ts';
import type { DriftKind } from '../../services/drift/drift-kinds.ts';
import { operatorsOf } from '../../services/members/operators-of.ts';
import { conflict } from '../../shared/errors.ts';
import { closeExperimentDatabase, openExperimentDatabase } from '../../system/postgres/experiment-access.ts';
import { lookForDrift } from '../reconcile/look-for-drift.ts';
import type { Step, StepContext, Steps } from '../step.ts';
import { database as makeDatabase } from './database.ts';
import { environment as writeEnvironment } from './environment.ts';
import { home as makeHome } from './home.ts';
import { repository as makeRepository } from './repository.ts';
import { verify as verifyInside } from './verify.ts';
import { workspace as writeUnits } from './workspace.ts';

/** A step that does something when one of `kinds` is among the findings that are to be mended. */
function forKinds(
  kinds: readonly DriftKind[],
  run: (ctx: StepContext, found: ReadonlySet<string>) => Promise<void>,
): Step {
  return {
    async run(ctx) {
      const found = new Set((await chosen(ctx)).map((finding) => finding.kind));
      if (kinds.some((kind) => found.has(kind))) await run(ctx, found);
      else ctx.line('Nothing to mend here');
    },
  };
}

function chosen({ db, operation, experiment }: StepContext) {
  const ids = operation.input.driftIds ?? [];
  if (ids.length === 0) return Promise.resolve([]);
  return db
    .select()
    .from(drift)
    .where(and(inArray(drift.id, ids), eq(drift.experimentId, experiment.id)));
}

/** The user id that the experiment always had. */
function uidOf({ experiment }: StepContext): number {
  if (experiment.uid === null)
    throw conflict(`“${experiment.name}” never had a system user. Delete it and create it again.`);
  return experiment.uid;
}

const foreign = forKinds(['file.foreign'], async (ctx) => {
  const args = { ...ctx.subject, uid: uidOf(ctx) };
  await ctx.provisioner('files.set-aside', args, { actor: ctx.actor, onProgress: ctx.line });
});

const account = forKinds(['account.missing', 'group.missing'], async (ctx) => {
  const args = { ...ctx.subject, uid: uidOf(ctx) };
  await ctx.provisioner('account.recreate', args, { actor: ctx.actor, onProgress: ctx.line });
});

const database = forKinds(['role.missing', 'database.missing', 'role.open', 'role.closed'], async (ctx, found) => {
  if (found.has('role.missing') || found.has('database.missing')) await makeDatabase.run(ctx);
  if (ctx.experiment.state === 'stopped') await closeExperimentDatabase(ctx.subject);
  else await openExperimentDatabase(ctx.subject);
});

const repository = forKinds(['repository.missing'], async (ctx) => {
  await makeRepository.run(ctx);
  for (const username of await operatorsOf(ctx.db, ctx.experiment.id)) {
    const { refusal } = await ctx.gitea.addCollaborator({ ...ctx.subject, username });
    if (refusal !== null) ctx.line(`Not shared with ${username}: ${refusal}`);
  }
});

// the repository's token, which is in it, is a new one
const environment = forKinds(['file.missing', 'file.foreign', 'repository.missing'], (ctx) =>
  writeEnvironment.run(ctx),
);

const home = forKinds(['home.missing'], (ctx) => makeHome.run(ctx));

const workspace = forKinds(
  [
    'file.missing',
    'file.foreign',
    'sockets.missing',
    'account.missing',
    'account.open',
    'account.closed',
    'experiment.running',
  ],
  async (ctx, found) => {
    const { actor, line } = ctx;
    const written: DriftKind[] = ['file.missing', 'file.foreign', 'sockets.missing', 'account.missing'];
    if (written.some((kind) => found.has(kind))) await writeUnits.run(ctx);
    const verb = ctx.experiment.state === 'stopped' ? 'experiment.stop' : 'experiment.start';
    await ctx.provisioner(verb, ctx.subject, { actor, onProgress: line });
  },
);

/** From inside, unless it is stopped or something else is wrong with it that was not to be mended. */
const verify: Step = {
  async run(ctx) {
    const findings = await chosen(ctx);
    if (findings.some((finding) => finding.kind === 'repository.missing')) {
      const { pushed } = await ctx.provisioner('repository.push', ctx.subject, { actor: ctx.actor });
      ctx.line(pushed ? 'Pushed what is committed in the home' : 'The home has no commit to push');
    }
    const ids = ctx.operation.input.driftIds ?? [];
    const others = and(eq(drift.experimentId, ctx.experiment.id), notInArray(drift.id, ids));
    if (ctx.experiment.state === 'stopped') ctx.line('It is stopped');
    else if ((await ctx.db.$count(drift, others)) > 0) ctx.line('Not whole yet: there are other findings');
    else await verifyInside.run(ctx);
  },
};

const findings: Step = {
  async run(ctx) {
    await lookForDrift(ctx, { except: ctx.operation.id });
    const left = await chosen(ctx);
    if (left.length > 0) throw conflict(`Still so: ${left.map((finding) => finding.summary).join(' ')}`);
  },
};

/** Every step finds what is done already, and none is taken back: what was there before was not as it should be. */
export const mendSteps: Steps<'experiment.mend'> = {
  foreign,
  account,
  database,
  repository,
  environment,
  home,
  workspace,
  verify,
  findings,
};
