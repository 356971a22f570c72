import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

/** A sentence that matters on a page, with what can be done about it at the right. `warning` is for what wants attention. */
export function Notice({
  icon: Icon,
  warning = false,
  action,
  children,
}: {
  icon: LucideIcon;
  warning?: boolean;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div
      className={cx(
        'mb-4 flex min-h-[50px] items-center gap-x-4 gap-y-2 rounded-panel border px-[18px] py-2 max-md:flex-col max-md:items-stretch max-md:py-3',
        warning ? 'border-busy/40 bg-busy-soft' : 'border-line bg-panel',
      )}
    >
      <div className="flex min-w-0 grow gap-3">
        <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', warning ? 'text-busy' : 'text-ink-2')} />
        <div className="min-w-0 grow break-words text-ink-2">{children}</div>
      </div>
      {action && <div className="flex shrink-0 gap-2 max-md:[&>*]:grow">{action}</div>}
    </div>
  );
}
