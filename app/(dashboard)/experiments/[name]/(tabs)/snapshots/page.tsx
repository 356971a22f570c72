import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { serverCaller } from '../../../../../../server/trpc/server.ts';
import { load, loadIfThere } from '../../../../../_data/load.ts';
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
  const { rights } = await load(caller.experiments.get({ name }));
  if (!rights.includes('open')) forbidden();
  return <Snapshots initial={await loadIfThere(caller.snapshots.list({ name }))} />;
}
