import type { ReactNode } from 'react';
import { serverCaller } from '../../../../../server/trpc/server.ts';
import { load } from '../../../../_data/load.ts';
import { ExperimentFrame } from '../_components/experiment-frame.tsx';

interface Props {
  params: Promise<{ name: string }>;
  children: ReactNode;
}

export default async function ExperimentLayout({ params, children }: Props) {
  const { name } = await params;
  const caller = await serverCaller();
  const experiment = await load(caller.experiments.get({ name }));
  return (
    <ExperimentFrame key={name} initial={experiment}>
      {children}
    </ExperimentFrame>
  );
}
