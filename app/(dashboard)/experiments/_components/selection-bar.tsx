'use client';

import { Archive, Play, RotateCw, Square, Trash2, X } from 'lucide-react';
import { useEffect, useEffectEvent, useState } from 'react';
import type { ExperimentSummary } from '../../../_data/types.ts';
import { Button, IconButton } from '../../../_ui/button.tsx';
import { BulkDialog } from './bulk-dialog.tsx';
import { BULK_WORDS, type BulkAction } from './bulk-words.ts';

const ACTIONS: readonly [BulkAction, typeof Play][] = [
  ['start', Play],
  ['stop', Square],
  ['restart', RotateCw],
  ['archive', Archive],
  ['remove', Trash2],
];

interface Props {
  selected: readonly ExperimentSummary[];
  /** The rows in sight, with their state of this moment. */
  shown: readonly ExperimentSummary[];
  onClear: () => void;
}

/** What can be done with the ticked experiments; floats over the end of the list. Esc unticks them. */
export function SelectionBar({ selected, shown, onClear }: Props) {
  const [asking, setAsking] = useState<BulkAction | null>(null);
  const clearOnEscape = useEffectEvent((event: KeyboardEvent) => {
    const within = event.target instanceof HTMLInputElement && event.target.type !== 'checkbox';
    if (event.key === 'Escape' && selected.length > 0 && asking === null && !within) onClear();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => clearOnEscape(event);
    // Before a dialog hears the key and is gone: Esc closes one thing at a time.
    document.addEventListener('keydown', listener, true);
    return () => document.removeEventListener('keydown', listener, true);
  }, []);
  const fresh = selected.map((each) => shown.find(({ id }) => id === each.id) ?? each);
  const out = shown.length > 0 ? fresh.filter(({ id }) => !shown.some((each) => each.id === id)).length : 0;
  return (
    <>
      <span role="status" className="sr-only">
        {selected.length > 0 ? `${selected.length} selected` : ''}
      </span>
      {selected.length > 0 && (
        <section
          aria-label="Do with the selected experiments"
          className="sticky bottom-5 z-20 mx-auto mt-4 flex w-fit max-w-full animate-appear items-center gap-1.5 rounded-panel border border-line-strong bg-raised p-1.5 pl-4 shadow-float max-md:bottom-[calc(64px+env(safe-area-inset-bottom))] max-md:w-full max-md:flex-wrap max-md:pl-1.5"
        >
          <span className="mr-2 whitespace-nowrap max-md:flex max-md:h-10 max-md:grow max-md:items-center max-md:pl-2">
            <span className="font-medium">{selected.length} selected</span>
            {out > 0 && <span className="text-ink-2 text-small">, {out} on other pages</span>}
          </span>
          <IconButton label="Untick all (Esc)" onClick={onClear} className="md:order-last">
            <X aria-hidden />
          </IconButton>
          <div className="flex gap-1.5 max-md:grid max-md:w-full max-md:grid-cols-5 max-md:gap-1">
            {ACTIONS.map(([action, Icon]) => (
              <Button
                key={action}
                look="quiet"
                onClick={() => setAsking(action)}
                className="h-8! px-2.5! max-md:h-13! max-md:flex-col max-md:gap-1! max-md:px-0! max-md:text-label"
              >
                <Icon aria-hidden className={action === 'remove' ? 'text-bad' : undefined} />
                {BULK_WORDS[action].button}
              </Button>
            ))}
          </div>
        </section>
      )}
      {asking && <BulkDialog action={asking} experiments={fresh} onClose={() => setAsking(null)} onDone={onClear} />}
    </>
  );
}
