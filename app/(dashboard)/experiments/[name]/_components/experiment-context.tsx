'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { ExperimentRight } from '../../../../../server/shared/roles.ts';
import type { Experiment } from '../../../../_data/types.ts';

const Context = createContext<Experiment | null>(null);

export function ExperimentProvider({ experiment, children }: { experiment: Experiment; children: ReactNode }) {
  return <Context value={experiment}>{children}</Context>;
}

/** The experiment that the page is about, kept up to date by its frame. Only below that. */
export function useExperiment(): Experiment {
  const experiment = useContext(Context);
  if (!experiment) throw new Error('useExperiment is used outside of an experiment’s page');
  return experiment;
}

/** Whether the person may do something with the experiment. What they may not is not shown; the verbs check again. */
export function can({ rights }: Pick<Experiment, 'rights'>, right: ExperimentRight): boolean {
  return rights.includes(right);
}
