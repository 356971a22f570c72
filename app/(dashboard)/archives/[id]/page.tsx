import type { Metadata } from 'next';
import { serverCaller } from '../../../../server/trpc/server.ts';
import { load } from '../../../_data/load.ts';
import { ArchiveView } from './_components/archive-view.tsx';

export const metadata: Metadata = { title: 'Archive' };

export default async function ArchivePage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const caller = await serverCaller();
  const archive = await load(caller.archives.get({ id }));
  return <ArchiveView key={id} initial={archive} />;
}
