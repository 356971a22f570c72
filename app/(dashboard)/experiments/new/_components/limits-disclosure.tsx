'use client';

import { ChevronRight } from 'lucide-react';
import { LIMITS } from '../../../../../server/shared/limits.ts';
import { LIMIT_WORDS, type LimitKey, type LimitTexts, limitText } from '../../../../_data/limits.ts';
import type { Bounds } from '../../../../_data/types.ts';
import { LimitField } from '../../../../_ui/limit-field.tsx';

interface Props {
  bounds: Bounds;
  /** What the experiment will have, as it is typed. */
  texts: LimitTexts;
  problems: Partial<LimitTexts>;
  open: boolean;
  onOpen: (open: boolean) => void;
  onChange: (key: LimitKey, text: string) => void;
}

/** The limits in a line, and behind it a field for each with its usual value and the most that the person may set. */
export function LimitsDisclosure({ bounds, texts, problems, open, onOpen, onChange }: Props) {
  const changed = LIMITS.some((key) => problems[key]) ? 'Mend what is marked' : summary(texts);
  return (
    <details
      open={open}
      onToggle={(event) => onOpen(event.currentTarget.open)}
      className="group border-line border-t pt-4"
    >
      <summary className="-m-1.5 flex cursor-pointer list-none items-center gap-2 rounded-control p-1.5 hover:bg-raised [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 shrink-0 text-ink-2 transition-transform duration-150 group-open:rotate-90"
        />
        <span className="font-medium">Limits</span>
        <span className="ml-auto text-right text-ink-2 text-small">{changed}</span>
      </summary>
      <div className="mt-4 grid gap-x-5 gap-y-3 sm:grid-cols-2">
        {LIMITS.map((key) => (
          <LimitField
            key={key}
            id={`limit-${key}`}
            limit={key}
            text={texts[key]}
            onChange={(text) => onChange(key, text)}
            problem={problems[key]}
            hint={`Usually ${limitText(key, bounds.defaults[key])}, at most ${limitText(key, bounds.maxima[key])} for you.`}
            aside={undefined}
          />
        ))}
      </div>
      <p className="mt-3 text-ink-3 text-small">They can be changed at any time, while the experiment runs.</p>
    </details>
  );
}

function summary(texts: LimitTexts): string {
  const part = (key: LimitKey, what: string) => `${texts[key]} ${LIMIT_WORDS[key].unit} ${what}`.trim();
  return [part('memoryMaxBytes', 'memory'), part('cpuPercent', ''), part('diskBytes', 'disk')].join(', ');
}
