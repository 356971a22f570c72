'use client';

import { Search } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { cx } from './class-names.ts';
import { inputClass } from './field.tsx';
import { Key } from './key.tsx';

/** How long a person has to stop typing before the server is asked. */
const PAUSE_MS = 180;

/**
 * Narrows a list down by a few letters. `/` leads here from anywhere, Esc empties it, the down arrow goes on to the list.
 * `value` is what is searched for; `onChange` gets a new one when the typing pauses.
 */
export function FilterInput({
  label,
  placeholder,
  value,
  onChange,
  className,
}: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // The address follows a moment after it was written, while the person types on.
  const [underway, setUnderway] = useState<readonly string[]>([]);
  const asked = underway.at(-1) ?? seen;
  if (value !== seen) {
    setSeen(value);
    const at = underway.lastIndexOf(value);
    setUnderway(at < 0 ? [] : underway.slice(at + 1));
    if (at < 0) setText(value); // not from here: the back button, for one
  }
  const ask = useEffectEvent((next: string) => {
    setUnderway([...underway, next]);
    onChange(next);
  });
  useEffect(() => {
    if (text.trim() === asked) return;
    const timer = setTimeout(() => ask(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, asked]);
  return (
    <div className={cx('relative w-66 max-md:w-full', className)}>
      <Search aria-hidden className="pointer-events-none absolute top-[9px] left-2.5 size-4 text-ink-3 max-md:top-3" />
      <input
        data-filter
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        maxLength={80}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') {
            const row = document.querySelector<HTMLElement>('a[data-row]');
            if (row) {
              event.preventDefault();
              row.focus();
            }
          }
          if (event.key !== 'Escape') return;
          if (text === '') event.currentTarget.blur();
          setText('');
        }}
        className={cx(inputClass, 'peer h-[34px]! pr-8 pl-[34px] max-md:h-10!')}
      />
      {text === '' && (
        <Key className="pointer-events-none absolute top-[7px] right-2 peer-focus:hidden max-md:hidden">/</Key>
      )}
    </div>
  );
}
