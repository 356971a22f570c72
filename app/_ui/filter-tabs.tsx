'use client';

import { cx } from './class-names.ts';

export interface FilterTab<Key extends string> {
  key: Key;
  label: string;
  count?: number;
}

/** Buttons that narrow a list down; each says how many there are. On a phone they scroll sideways. */
export function FilterTabs<Key extends string>({
  label,
  tabs,
  selected,
  onSelect,
  className,
}: {
  label: string;
  tabs: readonly FilterTab<Key>[];
  selected: Key;
  onSelect: (key: Key) => void;
  className?: string;
}) {
  return (
    <fieldset
      className={cx(
        '-mx-4 mb-3 flex min-w-0 gap-1 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:mx-0 md:overflow-visible md:p-0',
        className,
      )}
    >
      <legend className="sr-only">{label}</legend>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          aria-pressed={tab.key === selected}
          onClick={() => onSelect(tab.key)}
          className={cx(
            'flex h-[30px] shrink-0 items-center gap-1.5 rounded-control px-2.5 text-small transition-colors duration-150 max-md:h-10',
            tab.key === selected ? 'bg-raised font-medium text-ink' : 'text-ink-2 hover:text-ink',
          )}
        >
          {tab.label}
          {tab.count !== undefined && <span className="text-ink-2 tabular-nums">{tab.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
