import type { Step } from '../step.ts';

/** The snapshots of an experiment that is removed. */
export const snapshots: Step = { run: () => Promise.resolve() };
