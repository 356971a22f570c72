import { ensureSecret, removeSecrets } from '../../services/secrets/secrets.ts';
import { setDatabaseLimits } from '../../system/postgres/database-limits.ts';
import { createExperimentDatabase, removeExperimentDatabase } from '../../system/postgres/experiment-database.ts';
import type { Step } from '../step.ts';

/** The first step that makes a secret, so its undo, which is the last to need one, forgets them all. */
export const database: Step = {
  async run(ctx) {
    const password = await ensureSecret(ctx.db, ctx.experiment.id, 'DATABASE_PASSWORD');
    await ctx.record({ database: true });
    await createExperimentDatabase({ ...ctx.subject, password });
    await setDatabaseLimits(ctx.subject, ctx.experiment.limits);
  },
  async undo(ctx) {
    if (ctx.recorded.database === true) await removeExperimentDatabase(ctx.subject);
    await removeSecrets(ctx.db, ctx.experiment.id);
  },
};

export const removeDatabase: Step = { run: (ctx) => removeExperimentDatabase(ctx.subject) };
