import type { Step } from '../step.ts';

/** What the experiment's template runs once its home is there: dependencies and a command. */
export const template: Step = { run: () => Promise.resolve() };
