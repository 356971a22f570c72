import type { Step, Steps } from '../step.ts';

const notBuilt: Step = { run: () => Promise.reject(new Error('not built yet')) };

export const mendSteps: Steps<'experiment.mend'> = {
  foreign: notBuilt,
  account: notBuilt,
  database: notBuilt,
  repository: notBuilt,
  environment: notBuilt,
  home: notBuilt,
  workspace: notBuilt,
  verify: notBuilt,
  findings: notBuilt,
};
