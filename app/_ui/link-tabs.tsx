'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { cx } from './class-names.ts';

export interface LinkTab {
  href: string;
  label: string;
}

/** Parts of one thing, each with an address of its own. On a phone they scroll sideways, with the current one in sight. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  const pathname = usePathname();
  const current = useRef<HTMLAnchorElement>(null);
  const longest = tabs
    .filter(({ href }) => pathname === href || pathname.startsWith(`${href}/`))
    .reduce((best, { href }) => (href.length > best.length ? href : best), '');
  // Newer browsers answer a scroll with a promise, which must not become the clean-up of the effect.
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [longest]);
  return (
    <nav
      aria-label={label}
      className="-mx-4 mb-6 flex gap-6 overflow-x-auto px-4 [scrollbar-width:none] max-md:mb-4 md:mx-0 md:px-0 md:shadow-[inset_0_-1px_var(--color-line)]"
    >
      {tabs.map(({ href, label: title }) => (
        <Link
          key={href}
          ref={href === longest ? current : undefined}
          href={href}
          aria-current={href === longest ? 'page' : undefined}
          className={cx(
            'flex h-10 shrink-0 items-center border-b-2 transition-colors duration-150 focus-visible:-outline-offset-3 max-md:h-11',
            href === longest ? 'border-ink font-medium text-ink' : 'border-transparent text-ink-2 hover:text-ink',
          )}
        >
          {title}
        </Link>
      ))}
    </nav>
  );
}
