import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { serverCaller } from '../../../../../../../server/trpc/server.ts';
import { load, loadIfThere } from '../../../../../../_data/load.ts';
import { requireRight } from '../../../_components/load-experiment.ts';
import { Snapshot } from './_components/snapshot.tsx';

interface Props {
  params: Promise<{ name: string; id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Snapshot of ${(await params).name}` };
}

export default async function SnapshotPage({ params }: Props) {
  const { name, id } = await params;
  const caller = await serverCaller();
  await requireRight(name, 'open');
  const snapshot = await load(caller.archives.get({ id }));
  if (snapshot.kind !== 'snapshot' || snapshot.experimentName !== name) notFound();
  const files =
    snapshot.state === 'complete' ? await loadIfThere(caller.snapshots.files({ id, folder: '' })) : undefined;
  return <Snapshot initial={snapshot} initialFiles={files} />;
}
