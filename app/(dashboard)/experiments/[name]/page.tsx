import type { Metadata } from 'next';
import { serverCaller } from '../../../../server/trpc/server.ts';
import { load, loadIfThere } from '../../../_data/load.ts';
import { ExperimentView } from './_components/experiment-view.tsx';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function ExperimentPage({ params }: Props) {
  const { name } = await params;
  const caller = await serverCaller();
  const [experiment, metrics] = await Promise.all([
    load(caller.experiments.get({ name })),
    loadIfThere(caller.metrics.get({ name })),
  ]);
  return <ExperimentView key={name} initial={experiment} initialMetrics={metrics} />;
}
