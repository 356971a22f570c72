import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';

export const inputClass = cx(
  'h-10 w-full rounded-control border border-line-strong bg-panel px-2.5 text-body text-ink transition-colors duration-150',
  'placeholder:text-ink-3 focus-ring aria-invalid:border-bad max-md:text-[16px]',
);

/** For names, addresses and the like: a browser neither fills in nor corrects what is typed. */
export const AS_TYPED = { autoComplete: 'off', autoCapitalize: 'none', autoCorrect: 'off', spellCheck: false } as const;

interface Props extends Omit<ComponentProps<'input'>, 'id'> {
  id: string;
  label: ReactNode;
  /** The rule, or what the value is for. Always there, so that nothing jumps. */
  hint?: ReactNode;
  /** What is wrong with the value and what to do; takes the place of the hint. */
  problem?: ReactNode;
  /** Lines that the rule takes, kept free so that an error in its place moves nothing. */
  noteLines?: 1 | 2;
  /** Stands at the right of the label. */
  aside?: ReactNode;
  mono?: boolean;
  /** What the figure counts; stands inside, at the right. */
  unit?: string;
}

/** A labelled input with its rule and its error, tied together for a screen reader. */
export function Field({
  id,
  label,
  hint,
  problem,
  aside,
  noteLines = 1,
  mono = false,
  unit,
  className,
  ...input
}: Props) {
  const note = problem ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={id} className="text-ink-2 text-small">
          {label}
        </label>
        {aside && <span className="text-ink-3 text-label">{aside}</span>}
      </div>
      <div className="relative">
        <input
          {...input}
          id={id}
          aria-invalid={problem ? true : undefined}
          aria-describedby={cx(unit && `${id}-unit`, note ? `${id}-note` : null) || undefined}
          className={cx(inputClass, mono && 'font-mono text-small', unit && 'pr-24', className)}
        />
        {unit && (
          <span
            id={`${id}-unit`}
            className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-ink-3 text-small"
          >
            {unit}
          </span>
        )}
      </div>
      {note && (
        <p
          id={`${id}-note`}
          aria-live="polite"
          className={cx('text-small', noteLines === 2 && 'min-h-10', problem ? 'text-bad' : 'text-ink-3')}
        >
          {note}
        </p>
      )}
    </div>
  );
}
