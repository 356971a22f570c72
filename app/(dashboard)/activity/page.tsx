import type { Metadata } from 'next';
import { serverCaller } from '../../../server/trpc/server.ts';
import { loadIfThere } from '../../_data/load.ts';
import { PageHeader } from '../../_ui/page-header.tsx';
import { ActivityList } from './_components/activity-list.tsx';

export const metadata: Metadata = { title: 'Activity' };

export default async function ActivityPage() {
  const caller = await serverCaller();
  const initial = await loadIfThere(caller.operations.list({}));
  return (
    <>
      <PageHeader title="Activity" description="What was done with experiments, and what is on its way." />
      <ActivityList initial={initial} />
    </>
  );
}
