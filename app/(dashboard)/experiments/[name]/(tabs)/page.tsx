import type { Metadata } from 'next';
import { serverCaller } from '../../../../../server/trpc/server.ts';
import { loadIfThere } from '../../../../_data/load.ts';
import { Overview } from './_overview/overview.tsx';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).name };
}

export default async function OverviewPage({ params }: Props) {
  const { name } = await params;
  const caller = await serverCaller();
  const [metrics, idling, limits, drift] = await Promise.all([
    loadIfThere(caller.metrics.get({ name })),
    loadIfThere(caller.idling.get({ name })),
    loadIfThere(caller.limits.get({ name })),
    loadIfThere(caller.drift.list({ name })),
  ]);
  return <Overview initial={{ metrics, idling, limits, drift }} />;
}
