import { count } from '../../../../_data/archive-state.ts';

const SHOWN = 6;

/** "3 tables: public.readings, public.sensors, …", with all of them behind one press. */
export function NameList({ names, one, many }: { names: readonly string[]; one: string; many?: string }) {
  if (names.length === 0) return <>no {many ?? `${one}s`}</>;
  const more = names.length - SHOWN;
  return (
    <>
      {count(names.length, one, many)}:{' '}
      <span className="break-words font-mono text-[12.5px]">{names.slice(0, SHOWN).join(', ')}</span>
      {more > 0 && (
        <details className="mt-1">
          <summary className="w-fit cursor-pointer rounded-control text-ink-2 hover:text-ink">and {more} more</summary>
          <span className="break-words font-mono text-[12.5px]">{names.slice(SHOWN).join(', ')}</span>
        </details>
      )}
    </>
  );
}
