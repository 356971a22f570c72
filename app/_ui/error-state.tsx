import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { LogLines } from './log-lines.tsx';

/** What failed, why, the last lines of output, and what to do now. */
export function ErrorState({
  title,
  children,
  log = [],
  action,
}: {
  title: string;
  children: ReactNode;
  log?: readonly string[];
  action?: ReactNode;
}) {
  return (
    <div role="alert" className="rounded-panel border border-bad/40 bg-bad-soft p-[18px]">
      <div className="flex gap-4 max-md:flex-col">
        <div className="flex min-w-0 grow gap-3">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
          <div className="min-w-0 grow">
            <h2 className="font-semibold">{title}</h2>
            <div className="mt-1 break-words text-ink-2">{children}</div>
            {log.length > 0 && <LogLines lines={log} label="Last lines of output" className="mt-3" />}
          </div>
        </div>
        {action && <div className="flex shrink-0 gap-2 max-md:[&>*]:grow">{action}</div>}
      </div>
    </div>
  );
}
