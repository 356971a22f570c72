import type { Step, Steps } from '../step.ts';

const notBuilt: Step = { run: () => Promise.reject(new Error('not built yet')) };

export const recoverSteps: Steps<'experiment.recover'> = {
  fetch: notBuilt,
  tables: notBuilt,
  files: notBuilt,
  clean: notBuilt,
};
