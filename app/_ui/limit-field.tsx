import type { ReactNode } from 'react';
import { LIMIT_WORDS, type LimitKey } from '../_data/limits.ts';
import { Field } from './field.tsx';

/** One limit, typed in the unit that people think in. */
export function LimitField({
  id,
  limit,
  text,
  onChange,
  problem,
  aside,
  hint = LIMIT_WORDS[limit].hint,
}: {
  id: string;
  limit: LimitKey;
  text: string;
  onChange: (text: string) => void;
  problem?: string | undefined;
  aside?: ReactNode;
  hint?: ReactNode;
}) {
  const { label, unit } = LIMIT_WORDS[limit];
  return (
    <Field
      id={id}
      label={label}
      unit={unit}
      inputMode="decimal"
      autoComplete="off"
      maxLength={12}
      value={text}
      onChange={(event) => onChange(event.target.value)}
      hint={hint}
      problem={problem}
      aside={aside}
      noteLines={2}
    />
  );
}
