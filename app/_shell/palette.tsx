'use client';

import { Dialog } from '@base-ui/react/dialog';
import { useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { FlaskConical, LogOut, type LucideIcon, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { useTRPC } from '../_data/trpc.ts';
import { places } from './places.ts';
import { useLogOut } from './use-log-out.ts';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  gitAddress: string;
}

/** Ctrl K: jumps to an experiment, a page or an action by a few letters of its name. */
export function Palette({ open, onOpenChange, gitAddress }: Props) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Dialog.Popup className="fixed top-[14vh] left-1/2 z-50 w-[560px] max-w-[calc(100vw-32px)] -translate-x-1/2 overflow-hidden rounded-panel border border-line-strong bg-raised shadow-float transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
          <Dialog.Title className="sr-only">Search</Dialog.Title>
          <PaletteList close={() => onOpenChange(false)} gitAddress={gitAddress} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function PaletteList({ close, gitAddress }: { close: () => void; gitAddress: string }) {
  const router = useRouter();
  const trpc = useTRPC();
  const experiments = useQuery(trpc.experiments.list.queryOptions());
  const logOut = useLogOut();
  const go = (href: string) => {
    close();
    router.push(href);
  };
  return (
    <Command label="Search experiments and pages" loop>
      <Command.Input
        autoFocus
        placeholder="Search experiments and pages"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-body outline-none placeholder:text-ink-3 max-md:text-[16px]"
      />
      <Command.List className="max-h-[min(400px,60vh)] overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1.5 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-label">
        <Command.Empty className="px-2.5 py-6 text-center text-ink-2">Nothing of that name.</Command.Empty>
        {experiments.data && experiments.data.length > 0 && (
          <Command.Group heading="Experiments">
            {experiments.data.map(({ name, displayName }) => (
              <Entry
                key={name}
                icon={FlaskConical}
                value={`${name} ${displayName}`}
                onSelect={() => go(`/experiments/${name}`)}
              >
                <span className="font-medium">{name}</span>
                <span className="truncate text-ink-2">{displayName}</span>
              </Entry>
            ))}
          </Command.Group>
        )}
        <Command.Group heading="Go to">
          {places(gitAddress).map((place) => (
            <Entry
              key={place.label}
              icon={place.icon}
              value={place.label}
              onSelect={() => (place.outside ? window.open(place.href, '_blank', 'noopener') : go(place.href))}
            >
              {place.label}
            </Entry>
          ))}
        </Command.Group>
        <Command.Group heading="Do">
          <Entry icon={Plus} value="New experiment" onSelect={() => go('/experiments/new')}>
            New experiment
          </Entry>
          <Entry icon={LogOut} value="Log out" onSelect={() => logOut.mutate()}>
            Log out
          </Entry>
        </Command.Group>
      </Command.List>
    </Command>
  );
}

function Entry({
  icon: Icon,
  value,
  onSelect,
  children,
}: {
  icon: LucideIcon;
  value: string;
  onSelect: () => void;
  children: ReactNode;
}) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-9 cursor-pointer items-center gap-3 rounded-control px-2.5 data-[selected=true]:bg-accent-soft max-md:h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-ink-2" />
      {children}
    </Command.Item>
  );
}
