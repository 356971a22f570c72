import { PageHeader } from '../../_ui/page-header.tsx';
import { TableSkeleton } from '../../_ui/table-skeleton.tsx';

export default function Loading() {
  return (
    <>
      <PageHeader title="Archives" description="Experiments that were taken off this machine, complete and checked." />
      <TableSkeleton />
    </>
  );
}
