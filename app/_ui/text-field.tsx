import type { ComponentProps, ReactNode } from 'react';
import { cx } from './class-names.ts';
import { AS_TYPED, inputClass } from './field.tsx';

interface Props extends Omit<ComponentProps<'textarea'>, 'id' | 'hidden'> {
  id: string;
  label: string;
  hint?: ReactNode;
  problem?: ReactNode;
  mono?: boolean;
  /** Shows dots for what is typed, as a password field does, in several lines. */
  hidden?: boolean;
}

/** A labelled field of several lines; grows with what is typed. */
export function TextField({ id, label, hint, problem, mono = false, hidden = false, className, ...area }: Props) {
  const note = problem ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-ink-2 text-small">
        {label}
      </label>
      <textarea
        {...AS_TYPED}
        {...area}
        id={id}
        aria-invalid={problem ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        className={cx(
          inputClass,
          'field-sizing-content h-auto! max-h-48 min-h-10 resize-none py-[9px]',
          mono && 'font-mono text-small',
          hidden && '[-webkit-text-security:disc]',
          className,
        )}
      />
      {note && (
        <p id={`${id}-note`} aria-live="polite" className={cx('text-small', problem ? 'text-bad' : 'text-ink-3')}>
          {note}
        </p>
      )}
    </div>
  );
}
