'use client';

import { Check, Minus } from 'lucide-react';
import type { MouseEvent } from 'react';
import { cx } from './class-names.ts';

interface Props {
  /** What is chosen by it, for a screen reader. */
  label: string;
  checked: boolean;
  /** Some of what it stands for. */
  mixed?: boolean;
  disabled?: boolean;
  onToggle: (event: MouseEvent<HTMLInputElement>) => void;
  /** A row's own box is left out of the Tab order: Space on the row does the same. */
  tabIndex?: number;
}

/** A box to tick. The square around it takes the press too, so that a thumb hits it. */
export function Checkbox({ label, checked, mixed = false, disabled = false, onToggle, tabIndex }: Props) {
  return (
    <label
      className={cx(
        'group relative inline-flex size-8 items-center justify-center max-md:size-10',
        !disabled && 'cursor-pointer',
      )}
    >
      <input
        type="checkbox"
        aria-label={label}
        ref={(box) => {
          if (box) box.indeterminate = mixed;
        }}
        checked={checked}
        disabled={disabled}
        tabIndex={tabIndex}
        readOnly
        onClick={onToggle}
        className={cx(
          'focus-ring size-4 appearance-none rounded-[4px] border transition-colors duration-150',
          checked || mixed
            ? 'border-accent bg-accent'
            : 'border-line-strong bg-page group-hover:border-ink-3 disabled:opacity-40',
        )}
      />
      {(checked || mixed) && (
        <span aria-hidden className="pointer-events-none absolute inset-0 flex items-center justify-center text-page">
          {mixed ? <Minus className="size-3" strokeWidth={3.5} /> : <Check className="size-3" strokeWidth={3.5} />}
        </span>
      )}
    </label>
  );
}
