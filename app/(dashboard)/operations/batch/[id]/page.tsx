import type { Metadata } from 'next';
import { serverCaller } from '../../../../../server/trpc/server.ts';
import { loadIfThere } from '../../../../_data/load.ts';
import { BatchView } from './_components/batch-view.tsx';

export const metadata: Metadata = { title: 'Several at once' };

export default async function BatchPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const caller = await serverCaller();
  // A request of which everything was refused has no operations; the browser knows the refusals.
  const initial = await loadIfThere(caller.operations.batch({ batchId: id }));
  return <BatchView key={id} batchId={id} initial={initial} />;
}
