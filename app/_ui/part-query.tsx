import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { ErrorState } from './error-state.tsx';
import { Skeleton } from './skeleton.tsx';

/** One part of a page with what it asked for: its shape while it comes, and what failed where it does not. */
export function PartQuery<T>({
  query,
  title,
  height,
  children,
}: {
  query: { data: T | undefined; error: { message: string } | null; refetch: () => unknown };
  /** What a failure is called: "The limits could not be loaded". */
  title: string;
  /** A height of Tailwind for the shape, close to what comes. */
  height: string;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return <Skeleton className={`${height} w-full rounded-panel`} />;
  return (
    <ErrorState title={title} action={<Button onClick={() => query.refetch()}>Try again</Button>}>
      {query.error.message}
    </ErrorState>
  );
}
