import type { Step, Steps } from '../step.ts';

const notBuilt: Step = { run: () => Promise.reject(new Error('not built yet')) };

export const snapshotSteps: Steps<'experiment.snapshot'> = {
  space: notBuilt,
  database: notBuilt,
  home: notBuilt,
  manifest: notBuilt,
  verify: notBuilt,
  store: notBuilt,
  prune: notBuilt,
};
