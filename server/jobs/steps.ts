import type { OperationKind } from '../db/schema/index.ts';
import type { Steps } from './step.ts';
import { account, removeAccount } from './steps/account.ts';
import { check } from './steps/check.ts';
import { database, removeDatabase } from './steps/database.ts';
import { doors } from './steps/doors.ts';
import { environment, removeEnvironment } from './steps/environment.ts';
import { home, removeHome } from './steps/home.ts';
import { publish } from './steps/publish.ts';
import { removeRepository, repository } from './steps/repository.ts';
import { verify, verifyGone } from './steps/verify.ts';
import { removeWorkspace, workspace } from './steps/workspace.ts';

/** The code of every operation's steps; their order and titles are in services/operations/plans.ts. */
export const STEPS: { [K in OperationKind]: Steps<K> } = {
  'experiment.create': { check, account, database, repository, environment, home, workspace, publish, verify },
  'experiment.remove': {
    doors,
    workspace: removeWorkspace,
    database: removeDatabase,
    repository: removeRepository,
    home: removeHome,
    environment: removeEnvironment,
    account: removeAccount,
    verify: verifyGone,
  },
};
