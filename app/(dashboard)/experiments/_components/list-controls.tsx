'use client';

import type { ExperimentPage } from '../../../_data/types.ts';
import { useSession } from '../../../_shell/session.tsx';
import { FilterTabs } from '../../../_ui/filter-tabs.tsx';
import { Select } from '../../../_ui/select-field.tsx';
import { Switch } from '../../../_ui/switch.tsx';
import type { ListFilter, ListQuery } from './list-address.ts';

const LABELS: readonly [ListFilter, string][] = [
  ['current', 'All'],
  ['ready', 'Ready'],
  ['stopped', 'Stopped'],
  ['moving', 'In progress'],
  ['failed', 'Failed'],
  ['archived', 'Archived'],
];

const ORDERS = [
  { value: 'created down', label: 'Newest first' },
  { value: 'created up', label: 'Oldest first' },
  { value: 'name up', label: 'Name, A to Z' },
  { value: 'name down', label: 'Name, Z to A' },
  { value: 'owner up', label: 'Owner, A to Z' },
  { value: 'owner down', label: 'Owner, Z to A' },
  { value: 'state up', label: 'State, A to Z' },
  { value: 'state down', label: 'State, Z to A' },
] as const;
type Order = (typeof ORDERS)[number]['value'];

interface Props {
  query: ListQuery;
  counts: ExperimentPage['counts'];
  onShow: (change: Partial<ListQuery>) => void;
  onSort: (change: Pick<ListQuery, 'sort' | 'descending'>) => void;
}

/** Which experiments, whose, and in which order. */
export function ListControls({ query, counts, onShow, onSort }: Props) {
  const { admin } = useSession();
  return (
    <div className="mb-3 flex items-center justify-between gap-x-6 gap-y-2 max-lg:flex-wrap">
      <FilterTabs
        label="Which experiments"
        tabs={LABELS.map(([key, label]) => ({ key, label, count: counts[key] }))}
        selected={query.filter === 'all' ? 'current' : query.filter}
        onSelect={(filter) => onShow({ filter })}
        className="mb-0!"
      />
      <div className="flex items-center gap-5 max-md:w-full max-md:justify-between">
        {admin && (
          <div className="flex items-center gap-2.5 text-ink-2 text-small">
            <span id="only-mine">Only mine</span>
            <Switch labelledBy="only-mine" checked={query.mine} onChange={(mine) => onShow({ mine })} />
          </div>
        )}
        <Select
          aria-label="Order"
          value={`${query.sort} ${query.descending ? 'down' : 'up'}` satisfies Order}
          options={ORDERS}
          onChange={(order) => {
            const [sort, direction] = order.split(' ') as [ListQuery['sort'], string];
            onSort({ sort, descending: direction === 'down' });
          }}
          className="h-[30px]! w-37 border-line! bg-transparent! text-small! text-ink-2! max-md:h-10!"
        />
      </div>
    </div>
  );
}
