'use client';

import { Dialog } from '@base-ui/react/dialog';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Command } from 'cmdk';
import { FlaskConical, LogOut, type LucideIcon, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { experimentHref } from '../_data/experiment-href.ts';
import { useTRPC } from '../_data/trpc.ts';
import { machinePlaces, places } from './places.ts';
import { useSession } from './session.tsx';
import { useLogOut } from './use-log-out.ts';

/** How many experiments are shown at once; a letter more narrows them down. */
const SHOWN = 8;

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
  const { admin } = useSession();
  const trpc = useTRPC();
  const [text, setText] = useState('');
  const search = useDeferredValue(text).trim().slice(0, 80);
  const experiments = useQuery(
    trpc.experiments.list.queryOptions(
      { search, filter: 'all', sort: search === '' ? 'created' : 'name', descending: search === '', pageSize: SHOWN },
      { placeholderData: keepPreviousData },
    ),
  );
  const found = experiments.data?.items ?? [];
  const matches = (label: string) => label.toLowerCase().includes(text.trim().toLowerCase());
  const reachable = [...places(gitAddress), ...machinePlaces(admin)].filter(({ label }) => matches(label));
  const logOut = useLogOut();
  const go = (href: string) => {
    close();
    router.push(href);
  };
  const actions = [
    { icon: Plus, label: 'New experiment', act: () => go('/experiments/new') },
    { icon: LogOut, label: 'Log out', act: () => logOut.mutate() },
  ].filter(({ label }) => matches(label));
  return (
    <Command label="Search experiments and pages" loop shouldFilter={false}>
      <Command.Input
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder="Search experiments and pages"
        className="h-12 w-full border-line border-b bg-transparent px-4 text-body outline-none placeholder:text-ink-3 max-md:text-[16px]"
      />
      <Command.List className="max-h-[min(400px,60vh)] overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1.5 [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-label">
        <Command.Empty className="px-2.5 py-6 text-center text-ink-2">
          {experiments.isFetching ? 'Searching' : 'Nothing of that name.'}
        </Command.Empty>
        {found.length > 0 && (
          <Command.Group heading={search === '' ? 'Newest experiments' : 'Experiments'}>
            {found.map((experiment) => (
              <Entry
                key={experiment.id}
                icon={FlaskConical}
                value={experiment.id}
                onSelect={() => go(experimentHref(experiment))}
              >
                <span className="shrink-0 font-medium">{experiment.name}</span>
                <span className="truncate text-ink-2">{experiment.displayName}</span>
                {experiment.state === 'archived' && (
                  <span className="ml-auto shrink-0 text-ink-2 text-small">Archived</span>
                )}
              </Entry>
            ))}
          </Command.Group>
        )}
        {reachable.length > 0 && (
          <Command.Group heading="Go to">
            {reachable.map((place) => (
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
        )}
        {actions.length > 0 && (
          <Command.Group heading="Do">
            {actions.map(({ icon, label, act }) => (
              <Entry key={label} icon={icon} value={label} onSelect={act}>
                {label}
              </Entry>
            ))}
          </Command.Group>
        )}
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
