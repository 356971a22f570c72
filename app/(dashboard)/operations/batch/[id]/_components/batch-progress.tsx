import type { Batch } from '../../../../../_data/types.ts';
import { cx } from '../../../../../_ui/class-names.ts';
import { type StateKind, StateMark } from '../../../../../_ui/state.tsx';

const PARTS: readonly [keyof Batch['counts'], string, StateKind, string][] = [
  ['succeeded', 'done', 'ok', 'bg-ok'],
  ['failed', 'failed', 'bad', 'bg-bad'],
  ['cancelled', 'cancelled', 'off', 'bg-off'],
  ['running', 'running', 'busy', 'bg-busy/40'],
  ['queued', 'waiting', 'off', 'bg-transparent'],
];

/** How far a batch is: a bar of its parts and their counts in words. */
export function BatchProgress({ batch: { counts, operations } }: { batch: Batch }) {
  const shown = PARTS.filter(([part]) => counts[part] > 0 || part === 'succeeded');
  return (
    <div className="mb-4 rounded-panel border border-line bg-panel p-[18px]">
      <div aria-hidden className="flex h-2 gap-px overflow-hidden rounded-full bg-line">
        {PARTS.filter(([part]) => counts[part] > 0).map(([part, , , colour]) => (
          <div
            key={part}
            className={cx('h-full transition-[flex-grow] duration-200', colour)}
            style={{ flexGrow: counts[part] }}
          />
        ))}
      </div>
      <div role="status">
        <ul className="mt-3 flex flex-wrap items-center gap-x-6 gap-y-1.5 text-small">
          {shown.map(([part, word, kind]) => (
            <li key={part} className="inline-flex items-center gap-2">
              <StateMark kind={kind} />
              <span>
                {counts[part]}
                {part === 'succeeded' && ` of ${operations.length}`} {word}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
