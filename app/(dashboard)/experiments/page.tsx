import type { Metadata } from 'next';
import { serverCaller } from '../../../server/trpc/server.ts';
import { loadIfThere } from '../../_data/load.ts';
import { ExperimentList } from './_components/experiment-list.tsx';

export const metadata: Metadata = { title: 'Experiments' };

export default async function ExperimentsPage() {
  const caller = await serverCaller();
  return <ExperimentList initial={await loadIfThere(caller.experiments.list())} />;
}
