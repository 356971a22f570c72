import { ChevronDown } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';
import { inputClass } from './field.tsx';

interface SelectProps<Value extends string> extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** A choice of few. The browser's own list, so that a phone shows its own. */
export function Select<Value extends string>({ value, options, onChange, className, ...rest }: SelectProps<Value>) {
  return (
    <div className="relative">
      <select
        {...rest}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={cx(inputClass, 'appearance-none pr-8 disabled:opacity-60', className)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised">
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2.5 size-4 -translate-y-1/2 text-ink-3"
      />
    </div>
  );
}

/** The same with its label and rule. */
export function SelectField<Value extends string>({
  id,
  label,
  hint,
  ...select
}: SelectProps<Value> & { id: string; label: string; hint?: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-ink-2 text-small">
        {label}
      </label>
      <Select {...select} id={id} aria-describedby={hint ? `${id}-note` : undefined} />
      {hint && (
        <p id={`${id}-note`} className="text-ink-3 text-small">
          {hint}
        </p>
      )}
    </div>
  );
}
