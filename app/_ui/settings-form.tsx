import type { FormEvent, ReactNode } from 'react';
import { useId } from 'react';
import { Button } from './button.tsx';

/** One group of settings: what it is about at the left, its fields at the right. */
export function SettingsGroup({
  title,
  description,
  children,
  danger = false,
}: {
  title: string;
  description: ReactNode;
  children: ReactNode;
  danger?: boolean;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="grid gap-x-10 gap-y-4 border-line py-7 first:pt-0 lg:grid-cols-[280px_minmax(0,1fr)] [&:not(:last-child)]:border-b"
    >
      <div>
        <h2 id={id} className={danger ? 'font-semibold text-bad text-title' : 'font-semibold text-title'}>
          {title}
        </h2>
        <div className="mt-1 max-w-[52ch] text-ink-2 text-small">{description}</div>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}

/** Fields that are saved together. The button is there from the start and wakes up with the first change. */
export function SettingsForm({
  changed,
  busy,
  problem,
  onSubmit,
  onReset,
  note,
  children,
}: {
  changed: boolean;
  busy: boolean;
  problem?: string | undefined;
  onSubmit: () => void;
  onReset: () => void;
  /** When what is saved holds. */
  note?: ReactNode;
  children: ReactNode;
}) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (changed && !busy) onSubmit();
  };
  return (
    <form onSubmit={submit} noValidate className="rounded-panel border border-line bg-panel">
      <div className="p-[18px]">{children}</div>
      <div className="flex min-h-[58px] items-center gap-3 border-line border-t px-[18px] py-3 max-md:flex-col max-md:items-stretch">
        <p
          role={problem ? 'alert' : undefined}
          className={problem ? 'grow text-bad text-small' : 'grow text-ink-3 text-small'}
        >
          {problem ?? note}
        </p>
        <div className="flex shrink-0 gap-2 max-md:[&>*]:grow">
          {changed && !busy && (
            <Button look="quiet" onClick={onReset}>
              Undo changes
            </Button>
          )}
          <Button type="submit" look="primary" busy={busy} disabled={!changed}>
            Save
          </Button>
        </div>
      </div>
    </form>
  );
}
