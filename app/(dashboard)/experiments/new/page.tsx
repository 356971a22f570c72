import type { Metadata } from 'next';
import { serverCaller } from '../../../../server/trpc/server.ts';
import { loadIfThere } from '../../../_data/load.ts';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { NewExperimentForm } from './_components/new-experiment-form.tsx';

export const metadata: Metadata = { title: 'New experiment' };

export default async function NewExperimentPage() {
  const caller = await serverCaller();
  const [templates, bounds] = await Promise.all([
    loadIfThere(caller.templates.list()),
    loadIfThere(caller.limits.bounds()),
  ]);
  return (
    <>
      <PageHeader title="New experiment" parent={{ href: '/experiments', label: 'Experiments' }} />
      <NewExperimentForm templates={templates} bounds={bounds} />
    </>
  );
}
