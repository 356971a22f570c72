import type { Metadata } from 'next';
import { PageHeader } from '../../../_ui/page-header.tsx';
import { NewExperimentForm } from './_components/new-experiment-form.tsx';

export const metadata: Metadata = { title: 'New experiment' };

export default function NewExperimentPage() {
  return (
    <>
      <PageHeader title="New experiment" parent={{ href: '/experiments', label: 'Experiments' }} />
      <NewExperimentForm />
    </>
  );
}
