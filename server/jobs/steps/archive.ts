import { removeSecrets } from '../../services/secrets/secrets.ts';
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

/** The row of the experiment stays, and its secrets are in the archive by now. */
const removeEnvironmentAndSecrets: Step = {
  async run(ctx) {
    await removeEnvironment.run(ctx);
    await removeSecrets(ctx.db, ctx.experiment.id);
  },
};

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
  'remove-snapshots': snapshots,
  'remove-database': removeDatabase,
  'remove-repository': removeRepository,
  'remove-home': removeHome,
  'remove-environment': removeEnvironmentAndSecrets,
  'remove-account': removeAccount,
  'verify-gone': verifyGone,
};
