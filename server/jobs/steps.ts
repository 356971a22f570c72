import type { OperationKind } from '../db/schema/index.ts';
import type { Steps } from './step.ts';
import { account, removeAccount } from './steps/account.ts';
import { archiveSteps } from './steps/archive.ts';
import { check } from './steps/check.ts';
import { database, removeDatabase } from './steps/database.ts';
import { doors } from './steps/doors.ts';
import { environment, removeEnvironment } from './steps/environment.ts';
import { home, removeHome } from './steps/home.ts';
import { mendSteps } from './steps/mend.ts';
import { publish } from './steps/publish.ts';
import { recoverSteps } from './steps/recover.ts';
import { removeArchiveSteps } from './steps/remove-archive.ts';
import { removeSnapshotSteps } from './steps/remove-snapshot.ts';
import { renewSteps } from './steps/renew.ts';
import { removeRepository, repository } from './steps/repository.ts';
import { restartSteps } from './steps/restart.ts';
import { restoreSteps } from './steps/restore.ts';
import { snapshotSteps } from './steps/snapshot.ts';
import { snapshots } from './steps/snapshots.ts';
import { startSteps } from './steps/start.ts';
import { stopSteps } from './steps/stop.ts';
import { template } from './steps/template.ts';
import { verify, verifyGone } from './steps/verify.ts';
import { removeWorkspace, workspace } from './steps/workspace.ts';

/** The code of every operation's steps; their order and titles are in services/operations/plans.ts. */
export const STEPS: { [K in OperationKind]: Steps<K> } = {
  'experiment.create': {
    check,
    account,
    database,
    repository,
    environment,
    home,
    workspace,
    template,
    publish,
    verify,
  },
  'experiment.remove': {
    doors,
    workspace: removeWorkspace,
    snapshots,
    database: removeDatabase,
    repository: removeRepository,
    home: removeHome,
    environment: removeEnvironment,
    account: removeAccount,
    verify: verifyGone,
  },
  'experiment.start': startSteps,
  'experiment.stop': stopSteps,
  'experiment.restart': restartSteps,
  'experiment.renew': renewSteps,
  'experiment.archive': archiveSteps,
  'experiment.restore': restoreSteps,
  'experiment.snapshot': snapshotSteps,
  'experiment.recover': recoverSteps,
  'experiment.mend': mendSteps,
  'archive.remove': removeArchiveSteps,
  'snapshot.remove': removeSnapshotSteps,
};
