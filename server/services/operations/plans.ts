import type { ExperimentState, OperationKind } from '../../db/schema/index.ts';
import type { ExperimentRight } from '../../shared/roles.ts';

/** One step. From the first `final` one on nothing is taken back: what failed is tried again from there. */
export interface PlannedStep {
  key: string;
  title: string;
  final?: true;
}

interface Plan {
  /** What a person needs on the experiment to ask for it. */
  needs: ExperimentRight;
  /** States from which it may be asked for. A creation and a restore begin with their row; for them it is a new try. */
  from: readonly ExperimentState[];
  /** State meanwhile; null leaves it as it is. */
  during: ExperimentState | null;
  /** State after success; `gone`: the row is deleted; `before`: as it was. */
  succeeded: ExperimentState | 'gone' | 'before';
  /** State after a failure that was undone, and after a cancellation. */
  failed: 'failed' | 'before';
  cancelled: 'gone' | 'before';
  /** Trying again past the last step that can be undone begins with the first step all the same, and still nothing is undone. */
  triedAnew?: true;
  steps: readonly PlannedStep[];
}

/** What each kind of operation does, in order. The worker has code for every key; the page shows every title. */
export const PLANS = {
  'experiment.create': {
    needs: 'manage',
    from: ['failed'],
    during: 'creating',
    succeeded: 'ready',
    failed: 'failed',
    cancelled: 'gone',
    steps: [
      { key: 'check', title: 'Check that the name is free' },
      { key: 'account', title: 'System user' },
      { key: 'database', title: 'Database and role' },
      { key: 'repository', title: 'Git account and repository' },
      { key: 'environment', title: 'Environment and secrets' },
      { key: 'home', title: 'Home folder' },
      { key: 'workspace', title: 'JupyterLab, code-server and limits' },
      { key: 'template', title: 'Template' },
      { key: 'publish', title: 'First commit pushed' },
      { key: 'verify', title: 'Check everything from inside' },
    ],
  },
  'experiment.remove': {
    needs: 'manage',
    from: ['ready', 'stopped', 'failed'],
    during: 'deleting',
    succeeded: 'gone',
    failed: 'failed',
    cancelled: 'before',
    steps: [
      { key: 'doors', title: 'Close open browser sessions', final: true },
      { key: 'workspace', title: 'Stop everything that runs, remove units and limits' },
      { key: 'snapshots', title: 'Snapshots' },
      { key: 'database', title: 'Database and role' },
      { key: 'repository', title: 'Git account and repository' },
      { key: 'home', title: 'Home folder' },
      { key: 'environment', title: 'Environment and secrets' },
      { key: 'account', title: 'System user' },
      { key: 'verify', title: 'Check that nothing is left' },
    ],
  },
  'experiment.start': {
    needs: 'operate',
    from: ['stopped'],
    during: null,
    succeeded: 'ready',
    failed: 'before',
    cancelled: 'before',
    steps: [
      { key: 'database', title: 'Open the database' },
      { key: 'workspace', title: 'Units and limits' },
      { key: 'verify', title: 'Check everything from inside' },
    ],
  },
  'experiment.stop': {
    needs: 'operate',
    from: ['ready'],
    during: null,
    succeeded: 'stopped',
    failed: 'before',
    cancelled: 'before',
    steps: [
      { key: 'doors', title: 'Close open browser sessions' },
      { key: 'processes', title: 'Stop everything that runs' },
      { key: 'database', title: 'Close the database' },
    ],
  },
  'experiment.restart': {
    needs: 'operate',
    from: ['ready'],
    during: null,
    succeeded: 'before',
    failed: 'before',
    cancelled: 'before',
    steps: [
      { key: 'processes', title: 'Stop everything that runs' },
      { key: 'workspaces', title: 'Start what ran' },
    ],
  },
  'experiment.renew': {
    needs: 'manage',
    from: ['ready', 'stopped'],
    during: null,
    succeeded: 'before',
    failed: 'before',
    cancelled: 'before',
    // what has been started since could read the new secrets
    triedAnew: true,
    steps: [
      { key: 'check', title: 'Check the database and the git service' },
      { key: 'doors', title: 'Close open browser sessions' },
      { key: 'processes', title: 'Stop everything that runs' },
      { key: 'database', title: 'New password of the database', final: true },
      { key: 'repository', title: 'New token of the repository' },
      { key: 'figures', title: 'New token of the figures' },
      { key: 'environment', title: 'Environment and secrets' },
      { key: 'workspaces', title: 'Start what ran' },
      { key: 'verify', title: 'Check everything from inside' },
    ],
  },
  'experiment.archive': {
    needs: 'manage',
    from: ['ready', 'stopped'],
    during: 'archiving',
    succeeded: 'archived',
    failed: 'before',
    cancelled: 'before',
    steps: [
      { key: 'space', title: 'Check the space for the archive' },
      { key: 'doors', title: 'Close open browser sessions' },
      { key: 'processes', title: 'Stop everything that runs' },
      { key: 'commit', title: 'Commit and push what is not committed' },
      { key: 'repository', title: 'Repository' },
      { key: 'database', title: 'Database' },
      { key: 'home', title: 'Home folder' },
      { key: 'manifest', title: 'Secrets, settings and manifest' },
      { key: 'verify', title: 'Read everything back and compare' },
      { key: 'store', title: 'Put the archive in its place' },
      { key: 'remove-workspace', title: 'Remove units and limits', final: true },
      { key: 'remove-snapshots', title: 'Remove snapshots' },
      { key: 'remove-database', title: 'Remove database and role' },
      { key: 'remove-repository', title: 'Remove git account and repository' },
      { key: 'remove-home', title: 'Remove the home folder' },
      { key: 'remove-environment', title: 'Remove environment and secrets' },
      { key: 'remove-account', title: 'Remove the system user' },
      { key: 'verify-gone', title: 'Check that nothing is left on the machine' },
    ],
  },
  'experiment.restore': {
    needs: 'manage',
    from: ['failed'],
    during: 'restoring',
    succeeded: 'ready',
    failed: 'failed',
    cancelled: 'gone',
    steps: [
      { key: 'check', title: 'Check that the name is free' },
      { key: 'fetch', title: 'Fetch the archive and compare it with its manifest' },
      { key: 'account', title: 'System user' },
      { key: 'database', title: 'Database and role' },
      { key: 'repository', title: 'Git account and repository' },
      { key: 'settings', title: 'Secrets, settings and members' },
      { key: 'environment', title: 'Environment and secrets' },
      { key: 'repository-content', title: 'Content of the repository' },
      { key: 'contents', title: 'Content of the database, and the home folder' },
      { key: 'workspace', title: 'JupyterLab, code-server and limits' },
      { key: 'verify', title: 'Check everything from inside' },
      { key: 'clean', title: 'Remove the working copy of the archive' },
    ],
  },
  'experiment.snapshot': {
    needs: 'manage',
    from: ['ready', 'stopped'],
    during: null,
    succeeded: 'before',
    failed: 'before',
    cancelled: 'before',
    steps: [
      { key: 'space', title: 'Check the space for the snapshot' },
      { key: 'database', title: 'Database' },
      { key: 'home', title: 'Home folder' },
      { key: 'manifest', title: 'Manifest' },
      { key: 'verify', title: 'Read everything back and compare' },
      { key: 'store', title: 'Put the snapshot in its place' },
      { key: 'prune', title: 'Remove snapshots that the schedule does not keep', final: true },
    ],
  },
  'experiment.recover': {
    needs: 'manage',
    from: ['ready', 'stopped'],
    during: null,
    succeeded: 'before',
    failed: 'before',
    cancelled: 'before',
    steps: [
      { key: 'fetch', title: 'Fetch the snapshot and compare it with its manifest' },
      { key: 'tables', title: 'Tables, into a schema of their own' },
      { key: 'files', title: 'Files, into a folder of their own' },
      { key: 'clean', title: 'Remove the working copy of the snapshot' },
    ],
  },
  'experiment.mend': {
    needs: 'manage',
    from: ['ready', 'stopped'],
    during: null,
    succeeded: 'before',
    failed: 'before',
    cancelled: 'before',
    steps: [
      { key: 'foreign', title: 'Set aside what is in the way', final: true },
      { key: 'account', title: 'System user' },
      { key: 'database', title: 'Database and role' },
      { key: 'repository', title: 'Git account and repository' },
      { key: 'environment', title: 'Environment and secrets' },
      { key: 'home', title: 'Home folder' },
      { key: 'workspace', title: 'JupyterLab, code-server and limits' },
      { key: 'verify', title: 'Check everything from inside' },
      { key: 'findings', title: 'Look again for drift' },
    ],
  },
  'archive.remove': {
    needs: 'manage',
    from: ['archived'],
    during: null,
    succeeded: 'gone',
    failed: 'before',
    cancelled: 'before',
    steps: [{ key: 'files', title: 'Files of the archive', final: true }],
  },
  'snapshot.remove': {
    needs: 'manage',
    from: ['ready', 'stopped', 'failed'],
    during: null,
    succeeded: 'before',
    failed: 'before',
    cancelled: 'before',
    steps: [{ key: 'files', title: 'Files of the snapshot', final: true }],
  },
} as const satisfies Record<OperationKind, Plan>;

/** The keys of the steps of a kind of operation. */
export type StepKey<K extends OperationKind> = (typeof PLANS)[K]['steps'][number]['key'];

export const OPERATION_KINDS = Object.keys(PLANS) as OperationKind[]; // `satisfies` above: the keys are exactly these

/** The plan of a kind whatever the kind is. */
export function planOf(kind: OperationKind): Plan {
  return PLANS[kind];
}

/** Position of the first step from which on nothing is taken back; the number of steps when there is none. */
export function finalPosition(kind: OperationKind): number {
  const { steps } = planOf(kind);
  const position = steps.findIndex((step) => step.final);
  return position < 0 ? steps.length : position;
}
