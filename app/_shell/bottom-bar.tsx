'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cx } from '../_ui/class-names.ts';
import { isCurrent, places } from './places.ts';

/** The four places, at a thumb's reach on a phone. */
export function BottomBar({ gitAddress }: { gitAddress: string }) {
  const pathname = usePathname();
  return (
    <nav
      aria-label="Places"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {places(gitAddress).map((place) => {
        const { icon: Icon, href, label, outside } = place;
        const current = isCurrent(place, pathname);
        const className = cx(
          'flex h-14 flex-col items-center justify-center gap-1.5 text-[11px] leading-3 focus-visible:-outline-offset-3',
          current ? 'font-medium text-ink' : 'text-ink-2',
        );
        const content = (
          <>
            <Icon aria-hidden className="size-5" strokeWidth={1.75} />
            {label}
          </>
        );
        return outside ? (
          <a key={label} href={href} target="_blank" rel="noopener" className={className}>
            {content}
          </a>
        ) : (
          <Link key={label} href={href} aria-current={current ? 'page' : undefined} className={className}>
            {content}
          </Link>
        );
      })}
    </nav>
  );
}
