import type { Step, Steps } from '../step.ts';

const notBuilt: Step = { run: () => Promise.reject(new Error('not built yet')) };

export const stopSteps: Steps<'experiment.stop'> = {
  doors: notBuilt,
  processes: notBuilt,
  database: notBuilt,
};
