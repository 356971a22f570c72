import type { Step, Steps } from '../step.ts';

const notBuilt: Step = { run: () => Promise.reject(new Error('not built yet')) };

export const archiveSteps: Steps<'experiment.archive'> = {
  space: notBuilt,
  doors: notBuilt,
  processes: notBuilt,
  commit: notBuilt,
  repository: notBuilt,
  database: notBuilt,
  home: notBuilt,
  manifest: notBuilt,
  verify: notBuilt,
  store: notBuilt,
  'remove-workspace': notBuilt,
  'remove-snapshots': notBuilt,
  'remove-database': notBuilt,
  'remove-repository': notBuilt,
  'remove-home': notBuilt,
  'remove-environment': notBuilt,
  'remove-account': notBuilt,
  'verify-gone': notBuilt,
};
