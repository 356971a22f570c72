import type { Metadata } from 'next';
import { serverCaller } from '../../../../server/trpc/server.ts';
import { load } from '../../../_data/load.ts';
import { OperationView } from './_components/operation-view.tsx';

export const metadata: Metadata = { title: 'Operation' };

export default async function OperationPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const caller = await serverCaller();
  const operation = await load(caller.operations.get({ id }));
  return <OperationView key={id} initial={operation} />;
}
