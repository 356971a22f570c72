'use client';

import { Menu } from '@base-ui/react/menu';
import { ArrowUpRight, Ellipsis, LogOut, type LucideIcon, Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { cx } from '../_ui/class-names.ts';
import { isCurrent, machinePlaces, type Place, places } from './places.ts';
import { useSession } from './session.tsx';
import { useLogOut } from './use-log-out.ts';

/** What stands in the bar itself; the rest is behind "More". */
const IN_BAR = 3;

const look =
  'flex h-14 flex-col items-center justify-center gap-1.5 text-[11px] leading-3 focus-visible:-outline-offset-3';

/** Four places at a thumb's reach on a phone: the three that are used most, and the others. */
export function BottomBar({ gitAddress, onSearch }: { gitAddress: string; onSearch: () => void }) {
  const pathname = usePathname();
  const { admin } = useSession();
  const all = [...places(gitAddress), ...machinePlaces(admin)];
  const more = all.slice(IN_BAR);
  return (
    <nav
      aria-label="Places"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {all.slice(0, IN_BAR).map((place) => {
        const current = isCurrent(place, pathname);
        return (
          <Link
            key={place.label}
            href={place.href}
            aria-current={current ? 'page' : undefined}
            className={cx(look, current ? 'font-medium text-ink' : 'text-ink-2')}
          >
            <place.icon aria-hidden className="size-5" strokeWidth={1.75} />
            {place.label}
          </Link>
        );
      })}
      <More places={more} current={more.find((place) => isCurrent(place, pathname))} onSearch={onSearch} />
    </nav>
  );
}

function More({ places, current, onSearch }: { places: Place[]; current: Place | undefined; onSearch: () => void }) {
  const router = useRouter();
  const logOut = useLogOut();
  return (
    <Menu.Root>
      <Menu.Trigger className={cx(look, current ? 'font-medium text-ink' : 'text-ink-2')}>
        <Ellipsis aria-hidden className="size-5" strokeWidth={1.75} />
        {current?.label ?? 'More'}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner side="top" align="end" sideOffset={8} collisionPadding={12} className="z-40 outline-none">
          <Menu.Popup className="min-w-56 rounded-panel border border-line-strong bg-raised p-1 shadow-float outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {places.map((place) => (
              <Item
                key={place.label}
                icon={place.icon}
                label={place.label}
                outside={place.outside}
                onSelect={() =>
                  place.outside ? window.open(place.href, '_blank', 'noopener') : router.push(place.href)
                }
              />
            ))}
            <Menu.Separator className="-mx-1 my-1 h-px bg-line-strong" />
            <Item icon={Search} label="Search" onSelect={onSearch} />
            <Item icon={LogOut} label="Log out" onSelect={() => logOut.mutate()} />
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Item({
  icon: Icon,
  label,
  outside = false,
  onSelect,
}: {
  icon: LucideIcon;
  label: string;
  outside?: boolean;
  onSelect: () => void;
}) {
  return (
    <Menu.Item
      onClick={onSelect}
      className="flex h-11 items-center gap-3 rounded-control px-3 outline-none data-highlighted:bg-hover"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-2" />
      {label}
      {outside && <ArrowUpRight aria-label="opens in a new tab" className="ml-auto size-4 text-ink-3" />}
    </Menu.Item>
  );
}
