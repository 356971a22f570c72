import { PageHeader } from '../../_ui/page-header.tsx';
import { Skeleton } from '../../_ui/skeleton.tsx';

export default function Loading() {
  return (
    <>
      <PageHeader title="Settings" description="What holds for every experiment on this machine." />
      <Skeleton className="h-96 w-full rounded-panel" />
    </>
  );
}
