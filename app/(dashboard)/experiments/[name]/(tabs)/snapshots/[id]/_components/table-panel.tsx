'use client';

import { Table2 } from 'lucide-react';
import { Checkbox } from '../../../../../../../_ui/checkbox.tsx';
import { Mono, Panel } from '../../../../../../../_ui/panel.tsx';
import { toggled } from './toggled.ts';

interface Props {
  tables: readonly string[];
  selected: ReadonlySet<string>;
  onSelect: ((selected: ReadonlySet<string>) => void) | undefined;
}

/** The tables that were in the database. */
export function TablePanel({ tables, selected, onSelect }: Props) {
  return (
    <Panel title="Tables" icon={Table2}>
      {tables.length === 0 && <p className="text-ink-2 text-small">The database had no tables.</p>}
      <ul aria-label="Tables" className="-mx-2 max-h-72 overflow-y-auto">
        {tables.map((table) => (
          <li key={table} className="flex min-h-9 items-center gap-1.5">
            {onSelect ? (
              <Checkbox
                label={`Recover ${table}`}
                checked={selected.has(table)}
                onToggle={() => onSelect(toggled(selected, table))}
              />
            ) : (
              <span className="w-2" />
            )}
            <Mono>{table}</Mono>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
