import Link from 'next/link';
import type { ReactNode } from 'react';

interface Props {
  title: ReactNode;
  /** The place above this one. */
  parent?: { href: string; label: string };
  /** The state of what the page is about, beside the heading. */
  state?: ReactNode;
  /** The sentence that answers what a person would ask first. */
  description?: ReactNode;
  actions?: ReactNode;
}

/** The one heading of a page; on a phone the actions stand under it at full width. */
export function PageHeader({ title, parent, state, description, actions }: Props) {
  return (
    <header className="mb-6 grid gap-x-6 max-md:[grid-template-areas:'parent''title''actions''description'] max-md:mb-5 md:grid-cols-[1fr_auto] md:[grid-template-areas:'parent_parent''title_actions''description_description']">
      {parent && (
        <Link
          href={parent.href}
          className="mb-1.5 w-fit text-label text-ink-2 transition-colors [grid-area:parent] hover:text-ink"
        >
          {parent.label}
        </Link>
      )}
      <div className="flex min-h-[34px] min-w-0 flex-wrap items-center gap-x-3 gap-y-1 [grid-area:title]">
        <h1 className="min-w-0 break-words font-semibold text-heading tracking-[-0.02em]">{title}</h1>
        {state}
      </div>
      {actions && (
        <div className="flex items-center gap-3 [grid-area:actions] max-md:mt-2 max-md:w-full max-md:flex-wrap max-md:gap-2 max-md:[&>*:first-child]:grow">
          {actions}
        </div>
      )}
      {description && <div className="mt-1.5 text-ink-2 [grid-area:description] max-md:mt-2.5">{description}</div>}
    </header>
  );
}
