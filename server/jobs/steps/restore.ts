import { clean, contents, fetch, repositoryContent } from '../archives/restore-parts.ts';
import { settings } from '../archives/restore-settings.ts';
import type { Steps } from '../step.ts';
import { account } from './account.ts';
import { check } from './check.ts';
import { database } from './database.ts';
import { environment } from './environment.ts';
import { home } from './home.ts';
import { repository } from './repository.ts';
import { verify } from './verify.ts';
import { workspace } from './workspace.ts';

export const restoreSteps: Steps<'experiment.restore'> = {
  check,
  fetch,
  account,
  database,
  repository,
  settings,
  environment,
  'repository-content': repositoryContent,
  contents: { ...home, run: contents.run },
  workspace,
  verify,
  clean,
};
