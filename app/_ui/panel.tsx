import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { cx } from './class-names.ts';

interface Props {
  title: string;
  icon?: LucideIcon;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled box of a page. */
export function Panel({ title, icon: Icon, aside, className, children }: Props) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cx('min-w-0 rounded-panel border border-line bg-panel p-[18px]', className)}
    >
      <div className="mb-3 flex min-h-5 items-center gap-2 text-ink-2 text-small">
        {Icon && <Icon aria-hidden className="size-4 shrink-0" />}
        <h2 id={id} className="font-medium">
          {title}
        </h2>
        {aside && <div className="-my-1.5 ml-auto">{aside}</div>}
      </div>
      {children}
    </section>
  );
}

/** Facts under each other: a name, a value and what one can do with it. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className="flex flex-col">{children}</dl>;
}

export function Fact({ label, action, children }: { label: string; action?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-8 items-center gap-3 max-md:min-h-10">
      <dt className="w-[92px] shrink-0 text-ink-3 text-small">{label}</dt>
      <dd className="flex min-w-0 grow items-center justify-between gap-2 text-small">
        <span className="min-w-0 break-words">{children}</span>
        {action}
      </dd>
    </div>
  );
}

/** A name that a person would paste. */
export function Mono({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={cx('break-all font-mono text-[12.5px]', className)}>{children}</span>;
}

/** A longer one with a copy button beside it: on one line, whole on hover. */
export function MonoLine({ text, title = text }: { text: string; title?: string }) {
  return (
    <span title={title} className="block truncate font-mono text-[12.5px]">
      {text}
    </span>
  );
}
