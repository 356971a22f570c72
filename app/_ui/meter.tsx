import { cx } from './class-names.ts';

/** How much of a limit is used; amber from nine tenths on. */
export function Meter({ value, max, label }: { value: number; max: number; label: string }) {
  const share = max > 0 ? Math.min(1, value / max) : 0;
  const tight = share >= 0.9;
  return (
    <div className="w-28">
      <div className="text-label">
        {label}
        {tight && <span className="sr-only">, close to the limit</span>}
      </div>
      <div aria-hidden className="mt-1.5 h-1 rounded-full bg-line">
        <div
          className={cx('h-1 rounded-full', tight ? 'bg-busy' : 'bg-ink-2')}
          style={{ width: `${Math.max(2, share * 100)}%` }}
        />
      </div>
    </div>
  );
}
