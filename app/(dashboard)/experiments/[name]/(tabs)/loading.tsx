import { Skeleton } from '../../../../_ui/skeleton.tsx';

/** A tab that is on its way; the heading and the tabs stay. */
export default function Loading() {
  return (
    <div aria-hidden>
      <Skeleton className="h-14 w-full" />
      <Skeleton className="mt-4 h-48 w-full" />
    </div>
  );
}
