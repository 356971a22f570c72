import { PageHeader } from '../../_ui/page-header.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';
import { TableSkeleton } from '../../_ui/table-skeleton.tsx';

export default function Loading() {
  return (
    <>
      <PageHeader title="Experiments" />
      <Skeleton className="mb-3 h-[30px] w-80 max-w-full" />
      <TableSkeleton />
    </>
  );
}
