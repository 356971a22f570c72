'use client';

import { ArrowUpRight, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { CurrentSession } from '../_data/types.ts';
import { cx } from '../_ui/class-names.ts';
import { Key } from '../_ui/key.tsx';
import { Mark } from './brand.tsx';
import { LogOutButton } from './log-out-button.tsx';
import { isCurrent, machinePlaces, type Place, places } from './places.ts';

const item =
  'flex h-8 w-full items-center gap-3 rounded-control px-2.5 transition-colors duration-150 hover:bg-raised hover:text-ink [&_svg]:size-4';

/** Where one can go, at the left of a wide screen. */
export function Rail({
  session,
  gitAddress,
  onSearch,
}: {
  session: CurrentSession;
  gitAddress: string;
  onSearch: () => void;
}) {
  const pathname = usePathname();
  const machine = machinePlaces(session.admin);
  return (
    <header className="sticky top-0 hidden h-dvh flex-col border-line border-r md:flex">
      <Link href="/experiments" className="m-3 flex h-10 items-center gap-2.5 rounded-control px-2 font-semibold">
        <Mark />
        Homelab PaaS
      </Link>
      <nav aria-label="Places" className="flex flex-col gap-0.5 px-3">
        {places(gitAddress).map((place) => (
          <RailLink key={place.label} place={place} current={isCurrent(place, pathname)} />
        ))}
        {machine.length > 0 && <h2 className="mt-4 mb-1 px-2.5 text-ink-3 text-label">Machine</h2>}
        {machine.map((place) => (
          <RailLink key={place.label} place={place} current={isCurrent(place, pathname)} />
        ))}
      </nav>
      <div className="mt-auto px-3 pb-2.5">
        <button type="button" onClick={onSearch} className={cx(item, 'text-ink-2')}>
          <Search aria-hidden />
          Search
          <Key className="ml-auto">Ctrl K</Key>
        </button>
      </div>
      <div className="flex items-center gap-2.5 border-line border-t px-5 py-3">
        <span
          aria-hidden
          className="flex size-[26px] shrink-0 items-center justify-center rounded-full bg-[oklch(0.4_0.06_215)] font-semibold text-label uppercase"
        >
          {session.username.slice(0, 1)}
        </span>
        <div className="min-w-0 grow leading-[17px]">
          <div className="truncate font-medium">{session.username}</div>
          <div className="truncate text-ink-3 text-label">
            {session.admin ? 'Administrator' : 'Member'} on {session.hostname}
          </div>
        </div>
        <LogOutButton />
      </div>
    </header>
  );
}

function RailLink({ place, current }: { place: Place; current: boolean }) {
  const { icon: Icon, href, label, outside } = place;
  const className = cx(item, current ? 'bg-raised text-ink' : 'text-ink-2');
  if (outside) {
    return (
      <a href={href} target="_blank" rel="noopener" className={className}>
        <Icon aria-hidden />
        {label}
        <ArrowUpRight aria-hidden className="ml-auto text-ink-3" />
        <span className="sr-only">(opens in a new tab)</span>
      </a>
    );
  }
  return (
    <Link href={href} aria-current={current ? 'page' : undefined} className={className}>
      <Icon aria-hidden />
      {label}
    </Link>
  );
}
