import type { ReactNode } from 'react';
import { ExperimentFrame } from '../_components/experiment-frame.tsx';
import { loadExperiment } from '../_components/load-experiment.ts';

interface Props {
  params: Promise<{ name: string }>;
  children: ReactNode;
}

export default async function ExperimentLayout({ params, children }: Props) {
  const { name } = await params;
  const experiment = await loadExperiment(name);
  return (
    <ExperimentFrame key={name} initial={experiment}>
      {children}
    </ExperimentFrame>
  );
}
