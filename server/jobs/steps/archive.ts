import { eq } from 'drizzle-orm';
import { diskStates, workspaceActivity } from '../../db/schema/index.ts';
import { removeSecrets } from '../../services/secrets/secrets.ts';
import { conflict } from '../../shared/errors.ts';
import { loadArchiveRow } from '../archives/context.ts';
import { database, home, space, store, verify } from '../archives/make.ts';
import { manifest } from '../archives/manifest.ts';
import { commit, repository } from '../archives/save-repository.ts';
import type { Step, Steps } from '../step.ts';
import { removeAccount } from './account.ts';
import { removeDatabase } from './database.ts';
import { doors } from './doors.ts';
import { removeEnvironment } from './environment.ts';
import { removeHome } from './home.ts';
import { removeRepository } from './repository.ts';
import { snapshots } from './snapshots.ts';
import { processes } from './stop.ts';
import { verifyGone } from './verify.ts';
import { removeWorkspace } from './workspace.ts';

/** The rows of the experiment and its members stay; its secrets are in the archive by now, and what was measured of it is past. */
const removeEnvironmentAndSecrets: Step = {
  async run(ctx) {
    await removeEnvironment.run(ctx);
    const { id } = ctx.experiment;
    await removeSecrets(ctx.db, id);
    await ctx.db.delete(diskStates).where(eq(diskStates.experimentId, id));
    await ctx.db.delete(workspaceActivity).where(eq(workspaceActivity.experimentId, id));
  },
};

/**
 * Carries a step out that takes something away only while the archive is known to be whole: what goes on days after it stopped may
 * find that somebody has checked the archive meanwhile, and that it is damaged.
 */
function whileWhole(step: Step): Step {
  return {
    async run(ctx) {
      const { state, problem } = await loadArchiveRow(ctx);
      if (state !== 'complete')
        throw conflict(
          `${problem ?? 'The archive is not complete.'} Nothing more is removed. Mend its files and check it again before.`,
        );
      await step.run(ctx);
    },
  };
}

export const archiveSteps: Steps<'experiment.archive'> = {
  space,
  doors,
  processes,
  commit,
  repository,
  database,
  home,
  manifest,
  verify,
  store,
  'remove-workspace': removeWorkspace,
  'remove-snapshots': whileWhole(snapshots),
  'remove-database': whileWhole(removeDatabase),
  'remove-repository': whileWhole(removeRepository),
  'remove-home': whileWhole(removeHome),
  'remove-environment': whileWhole(removeEnvironmentAndSecrets),
  'remove-account': removeAccount,
  'verify-gone': verifyGone,
};
