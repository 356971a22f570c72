import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

/** A key of the keyboard. */
export function Key({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cx(
        'inline-flex h-5 items-center rounded-[4px] border border-line-strong px-1.5 font-mono text-[11px] text-ink-2',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
