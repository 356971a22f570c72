import { ensureSecret } from '../../services/secrets/secrets.ts';
import { accountOf, databaseOf } from '../../shared/names.ts';
import { GITEA_URL, MONITORING_PORT } from '../../shared/paths.ts';
import type { Step, StepContext } from '../step.ts';
import { removeOwn } from './remove-own.ts';

/** The environment of everything that runs in the experiment: where its database, repository and figures are. */
export const environment: Step = {
  async run(ctx) {
    const variables = await variablesOf(ctx);
    await ctx.record({ environment: true });
    await ctx.provisioner('environment.write', { ...ctx.subject, variables }, { actor: ctx.actor });
  },
  async undo(ctx) {
    if (ctx.recorded.environment === true) await removeOwn(() => remove(ctx));
  },
};

export const removeEnvironment: Step = { run: (ctx) => removeOwn(() => remove(ctx)) };

async function variablesOf({ db, experiment }: StepContext): Promise<Record<string, string>> {
  const account = accountOf(experiment.name);
  const database = databaseOf(experiment.name);
  const password = await ensureSecret(db, experiment.id, 'DATABASE_PASSWORD');
  return {
    EXPERIMENT_NAME: experiment.name,
    PGDATABASE: database,
    DATABASE_URL: `postgresql://${account}:${password}@127.0.0.1:5432/${database}`,
    REPOSITORY_URL: `${GITEA_URL}/${account}/${experiment.name}.git`,
    GITEA_USERNAME: account,
    GITEA_TOKEN: await ensureSecret(db, experiment.id, 'GITEA_TOKEN'),
    METRICS_URL: `http://127.0.0.1:${MONITORING_PORT}/user/${experiment.name}/metrics`,
    METRICS_TOKEN: await ensureSecret(db, experiment.id, 'METRICS_TOKEN', { lookup: true }),
  };
}

function remove(ctx: StepContext) {
  return ctx.provisioner('environment.remove', ctx.subject, { actor: ctx.actor });
}
