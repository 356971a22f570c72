import type { Metadata } from 'next';
import { serverCaller } from '../../../../../../server/trpc/server.ts';
import { loadIfThere } from '../../../../../_data/load.ts';
import { requireRight } from '../../_components/load-experiment.ts';
import { Snapshots } from './_components/snapshots.tsx';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Snapshots of ${(await params).name}` };
}

export default async function SnapshotsPage({ params }: Props) {
  const { name } = await params;
  const caller = await serverCaller();
  await requireRight(name, 'open');
  return <Snapshots initial={await loadIfThere(caller.snapshots.list({ name }))} />;
}
