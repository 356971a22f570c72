import type { Metadata } from 'next';
import { serverCaller } from '../../../server/trpc/server.ts';
import { loadIfThere } from '../../_data/load.ts';
import { ArchiveList } from './_components/archive-list.tsx';

export const metadata: Metadata = { title: 'Archives' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ArchivesPage({ searchParams }: Props) {
  const search = ([(await searchParams).search].flat()[0] ?? '').trim().slice(0, 80);
  const caller = await serverCaller();
  const page = await loadIfThere(caller.archives.list({ search }));
  return <ArchiveList initial={page && { search, page }} />;
}
