import { PageHeader } from '../../_ui/page-header.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';

export default function Loading() {
  return (
    <>
      <PageHeader title="Doctor" />
      <Skeleton className="h-16 w-full rounded-panel" />
      <div className="mt-4 grid gap-4 lg:grid-cols-2">
        <Skeleton className="h-72 w-full rounded-panel" />
        <Skeleton className="h-72 w-full rounded-panel" />
      </div>
    </>
  );
}
