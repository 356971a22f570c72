import type { OperationKind } from '../../db/schema/index.ts';

interface Plan {
  /** Whether a failure or a cancellation takes back what was done. What cannot be undone is tried again instead. */
  undoable: boolean;
  steps: readonly { key: string; title: string }[];
}

/** What each kind of operation does, in order. The worker has code for every key; the page shows every title. */
export const PLANS = {
  'experiment.create': {
    undoable: true,
    steps: [
      { key: 'check', title: 'Check that the name is free' },
      { key: 'account', title: 'System user' },
      { key: 'database', title: 'Database and role' },
      { key: 'repository', title: 'Git account and repository' },
      { key: 'environment', title: 'Environment and secrets' },
      { key: 'home', title: 'Home folder' },
      { key: 'workspace', title: 'JupyterLab, code-server and limits' },
      { key: 'publish', title: 'First commit pushed' },
      { key: 'verify', title: 'Check everything from inside' },
    ],
  },
  'experiment.remove': {
    undoable: false,
    steps: [
      { key: 'doors', title: 'Close open browser sessions' },
      { key: 'workspace', title: 'Stop everything that runs, remove units and limits' },
      { key: 'database', title: 'Database and role' },
      { key: 'repository', title: 'Git account and repository' },
      { key: 'home', title: 'Home folder' },
      { key: 'environment', title: 'Environment and secrets' },
      { key: 'account', title: 'System user' },
      { key: 'verify', title: 'Check that nothing is left' },
    ],
  },
} as const satisfies Record<OperationKind, Plan>;

/** The keys of the steps of a kind of operation. */
export type StepKey<K extends OperationKind> = (typeof PLANS)[K]['steps'][number]['key'];
