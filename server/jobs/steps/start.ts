import type { Step, Steps } from '../step.ts';

const notBuilt: Step = { run: () => Promise.reject(new Error('not built yet')) };

export const startSteps: Steps<'experiment.start'> = {
  database: notBuilt,
  workspace: notBuilt,
  verify: notBuilt,
};
