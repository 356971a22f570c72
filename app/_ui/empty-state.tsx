import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

/** What a list says when there is nothing in it: what the thing is, how long it takes, and the button. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center rounded-panel border border-line bg-panel px-6 py-[68px] text-center max-md:py-12">
      <Icon aria-hidden className="mb-3 size-8 text-ink-3" strokeWidth={1.6} />
      <h2 className="font-semibold text-title">{title}</h2>
      <div className="mt-1.5 max-w-[420px] text-ink-2">{children}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
