import type { ReactNode } from 'react';
import { StateMark } from './state.tsx';

/** One part of a page that cannot be had at the moment; the rest stands. */
export function Problem({ children }: { children: ReactNode }) {
  return (
    <p
      role="status"
      className="mb-2 flex items-baseline gap-2 rounded-control border border-bad/40 bg-bad-soft px-3 py-2 text-small"
    >
      <StateMark kind="bad" />
      <span className="min-w-0 break-words">{children}</span>
    </p>
  );
}
