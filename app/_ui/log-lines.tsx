'use client';

import { useEffect, useRef } from 'react';
import { cx } from './class-names.ts';

/** Lines that a program wrote. Stays at the newest line unless the reader has scrolled up. */
export function LogLines({ lines, label, className }: { lines: readonly string[]; label: string; className?: string }) {
  const box = useRef<HTMLPreElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines.length]);
  return (
    <section aria-label={label} className={cx('overflow-hidden rounded-control border border-line bg-well', className)}>
      <pre
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={(event) => {
          const at = event.currentTarget;
          atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24;
        }}
        className="max-h-60 overflow-auto whitespace-pre-wrap break-words px-3 py-2.5 font-mono text-ink-2 text-label leading-[18px] focus-visible:-outline-offset-3"
      >
        {lines.join('\n')}
      </pre>
    </section>
  );
}
