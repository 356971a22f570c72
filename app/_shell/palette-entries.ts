import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { FlaskConical, LogOut, type LucideIcon, Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useDeferredValue } from 'react';
import { experimentHref } from '../_data/experiment-href.ts';
import { useTRPC } from '../_data/trpc.ts';
import { machinePlaces, places } from './places.ts';
import { useSession } from './session.tsx';
import { useLogOut } from './use-log-out.ts';

/** How many experiments are shown at once; a letter more narrows them down. */
const SHOWN = 8;

/** What the palette leads to: an experiment, a page or an action. */
export interface PaletteEntry {
  key: string;
  icon: LucideIcon;
  label: string;
  /** What is said behind the name. */
  displayName?: string;
  archived?: boolean;
  act: () => void;
}

export interface PaletteGroup {
  value: string;
  items: PaletteEntry[];
}

/** Entries that have `text` in their names, by group, and why there may be more. `close` is called before a page is left. */
export function usePaletteEntries(text: string, close: () => void, gitAddress: string) {
  const router = useRouter();
  const { admin } = useSession();
  const trpc = useTRPC();
  const search = useDeferredValue(text).trim().slice(0, 80);
  const experiments = useQuery(
    trpc.experiments.list.queryOptions(
      { search, filter: 'all', sort: search === '' ? 'created' : 'name', descending: search === '', pageSize: SHOWN },
      { placeholderData: keepPreviousData },
    ),
  );
  const logOut = useLogOut();
  const has = (name: string) => name.toLowerCase().includes(text.trim().toLowerCase());
  const go = (href: string) => {
    close();
    router.push(href);
  };
  const searching = experiments.isPlaceholderData || experiments.isPending || search !== text.trim().slice(0, 80);
  // Until the answer is there, those of the last one that have the text: Enter must not open what was not asked for.
  const found = (experiments.data?.items ?? []).filter(
    ({ name, displayName }) => !searching || has(name) || has(displayName),
  );
  const groups: PaletteGroup[] = [
    {
      value: search === '' ? 'Newest experiments' : 'Experiments',
      items: found.map((experiment) => ({
        key: experiment.id,
        icon: FlaskConical,
        label: experiment.name,
        displayName: experiment.displayName,
        archived: experiment.state === 'archived',
        act: () => go(experimentHref(experiment)),
      })),
    },
    {
      value: 'Go to',
      items: [...places(gitAddress), ...machinePlaces(admin)]
        .filter(({ label }) => has(label))
        .map(({ icon, label, href, outside }) => ({
          key: label,
          icon,
          label,
          act: () => (outside ? window.open(href, '_blank', 'noopener') : go(href)),
        })),
    },
    {
      value: 'Do',
      items: [
        { key: 'new', icon: Plus, label: 'New experiment', act: () => go('/experiments/new') },
        { key: 'log-out', icon: LogOut, label: 'Log out', act: () => logOut.mutate() },
      ].filter(({ label }) => has(label)),
    },
  ];
  return { groups: groups.filter(({ items }) => items.length > 0), searching, failed: experiments.isError };
}
