import type { Metadata } from 'next';
import { serverCaller } from '../../../server/trpc/server.ts';
import { loadIfThere } from '../../_data/load.ts';
import { ExperimentList } from './_components/experiment-list.tsx';
import { readAddress } from './_components/list-address.ts';

export const metadata: Metadata = { title: 'Experiments' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ExperimentsPage({ searchParams }: Props) {
  const asked = await searchParams;
  const query = readAddress({ get: (key) => [asked[key]].flat()[0] ?? null });
  const caller = await serverCaller();
  const page = await loadIfThere(caller.experiments.list(query));
  return <ExperimentList initial={page && { query, page }} />;
}
