import type { Metadata } from 'next';
import { serverCaller } from '../../../../../../server/trpc/server.ts';
import { loadIfThere } from '../../../../../_data/load.ts';
import { Sharing } from './_components/sharing.tsx';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Sharing of ${(await params).name}` };
}

export default async function SharingPage({ params }: Props) {
  const { name } = await params;
  const caller = await serverCaller();
  return <Sharing initial={await loadIfThere(caller.members.list({ name }))} />;
}
