import type { Step, Steps } from '../step.ts';

const notBuilt: Step = { run: () => Promise.reject(new Error('not built yet')) };

export const restoreSteps: Steps<'experiment.restore'> = {
  check: notBuilt,
  fetch: notBuilt,
  account: notBuilt,
  database: notBuilt,
  'database-content': notBuilt,
  repository: notBuilt,
  'repository-content': notBuilt,
  settings: notBuilt,
  environment: notBuilt,
  home: notBuilt,
  workspace: notBuilt,
  verify: notBuilt,
  clean: notBuilt,
};
