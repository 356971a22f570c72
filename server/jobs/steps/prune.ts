import type { Step } from '../step.ts';

/** Snapshots that the schedule does not keep. */
export const prune: Step = { run: () => Promise.resolve() };
