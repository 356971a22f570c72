'use client';

import { Switch as Base } from '@base-ui/react/switch';

/** On or off, at once. `label` is said to a screen reader where no text stands beside it. */
export function Switch({
  label,
  labelledBy,
  checked,
  disabled = false,
  onChange,
}: {
  label?: string;
  labelledBy?: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <Base.Root
      aria-label={label}
      aria-labelledby={labelledBy}
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      className="relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-well p-0.5 transition-colors duration-150 before:absolute before:-inset-2.5 data-checked:border-transparent data-checked:bg-ink-2 data-disabled:opacity-50"
    >
      <Base.Thumb className="size-3.5 rounded-full bg-ink-2 transition-transform duration-150 data-checked:translate-x-4 data-checked:bg-page" />
    </Base.Root>
  );
}
