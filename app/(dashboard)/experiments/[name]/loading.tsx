import { Skeleton } from '../../../_ui/skeleton.tsx';

const PANEL = 'rounded-panel border border-line bg-panel p-[18px]';

export default function Loading() {
  return (
    <div aria-hidden>
      <Skeleton className="mb-3 h-3 w-20" />
      <Skeleton className="h-7 w-56" />
      <Skeleton className="mt-3 mb-6 h-4 w-80 max-w-full" />
      <div className="grid gap-4 lg:grid-cols-2">
        <div className={`${PANEL} h-[104px]`} />
        <div className={`${PANEL} h-[104px]`} />
        <div className={`${PANEL} h-[262px]`} />
        <div className={`${PANEL} h-[262px]`} />
      </div>
    </div>
  );
}
