import type { ReactNode } from 'react';
import { cx } from './class-names.ts';

export type StateKind = 'ok' | 'busy' | 'bad' | 'off';

/** The shape of a state. Never alone: a word stands beside it. `progress` (0 to 1) fills the turning dot. */
export function StateMark({ kind, progress }: { kind: StateKind; progress?: number | undefined }) {
  if (kind === 'busy' && progress !== undefined) {
    return (
      <span
        aria-hidden
        className="inline-block size-2.5 shrink-0 rounded-full"
        style={{
          background: `conic-gradient(var(--color-busy) ${Math.max(0.08, progress)}turn, oklch(0.82 0.13 85 / 0.25) 0)`,
        }}
      />
    );
  }
  const shapes: Record<StateKind, string> = {
    ok: 'size-2 rounded-full bg-ok',
    busy: 'size-2.5 animate-turn rounded-full border-[2px] border-busy border-r-transparent',
    bad: 'size-2 rounded-[2px] bg-bad',
    off: 'size-2.5 rounded-full border-[1.5px] border-off',
  };
  return <span aria-hidden className={cx('inline-block shrink-0', shapes[kind])} />;
}

/** A state: its shape and its word. */
export function State({
  kind,
  progress,
  children,
}: {
  kind: StateKind;
  progress?: number | undefined;
  children: ReactNode;
}) {
  return (
    <span className={cx('inline-flex items-center gap-2 text-small', kind === 'off' ? 'text-ink-2' : 'text-ink')}>
      <StateMark kind={kind} progress={progress} />
      {children}
    </span>
  );
}
