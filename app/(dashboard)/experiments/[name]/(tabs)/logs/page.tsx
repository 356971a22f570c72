import type { Metadata } from 'next';
import { serverCaller } from '../../../../../../server/trpc/server.ts';
import { loadIfThere } from '../../../../../_data/load.ts';
import { requireRight } from '../../_components/load-experiment.ts';
import { LOG_LINES, logSource } from './_components/log-source.ts';
import { Logs } from './_components/logs.tsx';

interface Props {
  params: Promise<{ name: string }>;
  searchParams: Promise<{ source?: string | string[] }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Logs of ${(await params).name}` };
}

export default async function LogsPage({ params, searchParams }: Props) {
  const { name } = await params;
  const source = logSource((await searchParams).source);
  const caller = await serverCaller();
  await requireRight(name, 'logs');
  const initial = await loadIfThere(caller.experiments.logs({ name, source, lines: LOG_LINES }));
  return <Logs key={source} source={source} initial={initial} />;
}
