import type { Metadata } from 'next';
import { serverCaller } from '../../../server/trpc/server.ts';
import { loadIfThere, onlyForAdministrators } from '../../_data/load.ts';
import { PageHeader } from '../../_ui/page-header.tsx';
import { PlatformSettingsView } from './_components/platform-settings.tsx';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const caller = await serverCaller();
  await onlyForAdministrators(caller.sessions.current());
  const [settings, targets] = await Promise.all([
    loadIfThere(caller.settings.get()),
    loadIfThere(caller.targets.list()),
  ]);
  return (
    <>
      <PageHeader title="Settings" description="What holds for every experiment on this machine." />
      <PlatformSettingsView initial={{ settings, targets }} />
    </>
  );
}
