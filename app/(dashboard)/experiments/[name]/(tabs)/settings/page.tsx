import type { Metadata } from 'next';
import { serverCaller } from '../../../../../../server/trpc/server.ts';
import { loadIfThere } from '../../../../../_data/load.ts';
import { requireRight } from '../../_components/load-experiment.ts';
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
  await requireRight(name, 'manage');
  const [limits, idling, secrets, keys] = await Promise.all([
    loadIfThere(caller.limits.get({ name })),
    loadIfThere(caller.idling.get({ name })),
    loadIfThere(caller.secrets.list({ name })),
    loadIfThere(caller.sshKeys.list({ name })),
  ]);
  return <ExperimentSettings initial={{ limits, idling, secrets, keys }} />;
}
