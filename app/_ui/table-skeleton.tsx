import { Skeleton } from './skeleton.tsx';

/** The shape of a table before its rows are there. */
export function TableSkeleton({ rows = 6 }: { rows?: number }) {
  return (
    <div aria-hidden className="overflow-hidden rounded-panel border border-line bg-panel">
      <div className="h-10 border-line border-b" />
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-14 items-center gap-12 border-line px-4 [&:not(:last-child)]:border-b">
          <div className="w-44 max-md:w-32">
            <Skeleton className="h-3.5 w-28" />
            <Skeleton className="mt-2 h-3 w-40 max-md:w-32" />
          </div>
          <Skeleton className="h-3.5 w-16" />
          <Skeleton className="h-7 w-44 max-md:hidden" />
          <Skeleton className="ml-auto h-3.5 w-24 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
