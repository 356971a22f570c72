'use client';

import { ArrowDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { LogLine } from '../../../../../../_data/types.ts';
import { Button } from '../../../../../../_ui/button.tsx';
import { cx } from '../../../../../../_ui/class-names.ts';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

const LOOKS: Record<LogLine['level'], string> = { error: 'text-bad', warning: 'text-busy', info: 'text-ink-3' };
const WORDS: Record<LogLine['level'], string> = { error: 'error', warning: 'warn', info: '' };

interface Props {
  lines: readonly LogLine[];
  follow: boolean;
  /** The reader scrolled away from the newest line. */
  onLeaveEnd: () => void;
}

/** Lines with their time and level. While one follows, the newest is in sight; scrolling up ends that. */
export function LogView({ lines, follow, onLeaveEnd }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const last = lines.at(-1);
  const newest = last && `${last.at}${last.text}`;
  useEffect(() => {
    if (follow) toEnd(box.current);
  }, [follow, newest, lines.length]);
  return (
    <section
      aria-label="Lines of the log"
      className="relative overflow-hidden rounded-panel border border-line bg-well"
    >
      <div
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={(event) => {
          const at = event.currentTarget;
          const left = at.scrollHeight - at.scrollTop - at.clientHeight >= 40;
          setAway(left);
          if (left && follow) onLeaveEnd();
        }}
        className="h-[calc(100dvh-340px)] min-h-80 overflow-auto py-2.5 font-mono text-label leading-5 focus-visible:-outline-offset-3"
      >
        {lines.length === 0 && <p className="px-4 py-2 font-sans text-ink-2 text-small">No line of this kind.</p>}
        <ol>
          {lines.map((line, index) => (
            <Line key={`${line.at}-${index}`} line={line} />
          ))}
        </ol>
      </div>
      {away && (
        <Button size="table" className="absolute right-4 bottom-3 shadow-float" onClick={() => toEnd(box.current)}>
          <ArrowDown aria-hidden />
          Newest
        </Button>
      )}
    </section>
  );
}

function Line({ line: { at, text, level } }: { line: LogLine }) {
  const date = new Date(at);
  return (
    <li className="flex gap-3 px-4 hover:bg-panel max-md:gap-2 max-md:px-3">
      <time
        dateTime={at}
        title={`${DATE.format(date)}, ${TIME.format(date)}`}
        suppressHydrationWarning
        className="shrink-0 text-ink-3"
      >
        {TIME.format(date)}
      </time>
      <span className={cx('w-[38px] shrink-0 max-md:hidden', LOOKS[level])}>{WORDS[level]}</span>
      <span
        className={cx(
          'min-w-0 whitespace-pre-wrap break-words',
          level === 'info' ? 'text-ink-2' : cx('text-ink', LOOKS[level], 'md:text-ink'),
        )}
      >
        {text}
      </span>
    </li>
  );
}

function toEnd(element: HTMLElement | null): void {
  if (element) element.scrollTop = element.scrollHeight;
}
