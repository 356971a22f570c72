import { Key } from '../../../_ui/key.tsx';
import { Panel } from '../../../_ui/panel.tsx';

/** What use-shortcuts.ts and the one table listen for. */
const SHORTCUTS = [
  { keys: 'Ctrl K', what: 'Search experiments and pages' },
  { keys: 'n', what: 'New experiment' },
  { keys: '/', what: 'Search the list' },
  { keys: '↑ ↓', what: 'From row to row of a list' },
  { keys: 'Space', what: 'Tick the row; with Shift all between' },
  { keys: 'Esc', what: 'Close what is open, clear the search' },
] as const;

/** The keys that work on every page. */
export function KeyboardHelp() {
  return (
    <Panel title="Keyboard">
      <dl className="flex flex-col">
        {SHORTCUTS.map(({ keys, what }) => (
          <div key={keys} className="flex min-h-8 items-center gap-3 text-small">
            <dt className="w-[92px] shrink-0">
              <Key>{keys}</Key>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
