'use client';

import { Search } from 'lucide-react';
import { cx } from '../../../_ui/class-names.ts';
import { inputClass } from '../../../_ui/field.tsx';
import { Key } from '../../../_ui/key.tsx';

/** Narrows the list down by a few letters. `/` leads here from anywhere, Esc empties it. */
export function FilterInput({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  return (
    <div className="relative w-66 max-sm:hidden md:order-first">
      <Search aria-hidden className="pointer-events-none absolute top-[9px] left-2.5 size-4 text-ink-3" />
      <input
        data-filter
        type="text"
        aria-label="Filter by name, owner or state"
        placeholder="Filter by name, owner, state"
        value={value}
        maxLength={100}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          if (value === '') event.currentTarget.blur();
          onChange('');
        }}
        className={cx(inputClass, 'peer h-[34px]! pr-8 pl-[34px]')}
      />
      {value === '' && <Key className="pointer-events-none absolute top-[7px] right-2 peer-focus:hidden">/</Key>}
    </div>
  );
}
