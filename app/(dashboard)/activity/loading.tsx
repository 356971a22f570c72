import { PageHeader } from '../../_ui/page-header.tsx';
import { TableSkeleton } from '../../_ui/table-skeleton.tsx';

export default function Loading() {
  return (
    <>
      <PageHeader title="Activity" description="What was done with experiments, and what is on its way." />
      <TableSkeleton />
    </>
  );
}
