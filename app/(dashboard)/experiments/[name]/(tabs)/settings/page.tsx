import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { serverCaller } from '../../../../../../server/trpc/server.ts';
import { load, loadIfThere } from '../../../../../_data/load.ts';
import { ExperimentSettings } from './_components/experiment-settings.tsx';

interface Props {
  params: Promise<{ name: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Settings of ${(await params).name}` };
}

export default async function SettingsPage({ params }: Props) {
  const { name } = await params;
  const caller = await serverCaller();
  const { rights } = await load(caller.experiments.get({ name }));
  if (!rights.includes('manage')) forbidden();
  const [limits, idling, secrets, keys] = await Promise.all([
    loadIfThere(caller.limits.get({ name })),
    loadIfThere(caller.idling.get({ name })),
    loadIfThere(caller.secrets.list({ name })),
    loadIfThere(caller.sshKeys.list({ name })),
  ]);
  return <ExperimentSettings initial={{ limits, idling, secrets, keys }} />;
}
