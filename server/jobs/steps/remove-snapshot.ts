import type { Step, Steps } from '../step.ts';

const notBuilt: Step = { run: () => Promise.reject(new Error('not built yet')) };

export const removeSnapshotSteps: Steps<'snapshot.remove'> = {
  files: notBuilt,
};
