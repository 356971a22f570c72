import { LoaderCircle } from 'lucide-react';
import Link from 'next/link';
import type { ComponentProps } from 'react';
import { cx } from './class-names.ts';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';
type Size = 'table' | 'usual' | 'thumb';

const LOOKS: Record<Look, string> = {
  primary: 'border-transparent bg-ink text-page hover:bg-[oklch(0.89_0.004_255)]',
  secondary: 'border-line-strong bg-raised text-ink hover:bg-hover',
  quiet: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
  danger: 'border-transparent bg-bad text-page hover:bg-[oklch(0.76_0.15_25)]',
};

const SIZES: Record<Size, string> = {
  table: 'h-7 px-2.5 text-small',
  usual: 'h-[34px] px-3.5 max-md:h-10 max-md:px-3',
  thumb: 'h-10 px-4',
};

interface Appearance {
  look?: Look | undefined;
  size?: Size | undefined;
}

/** How a button looks, for the rare link or trigger that is not one of the components below. */
export function buttonClass({ look = 'secondary', size = 'usual' }: Appearance = {}): string {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-control border font-medium',
    'transition-colors duration-150 disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0',
    LOOKS[look],
    SIZES[size],
  );
}

/** A button. `busy` keeps its width and focus, says so to a screen reader and refuses a second press. */
export function Button({
  look,
  size,
  busy = false,
  className,
  children,
  onClick,
  ...rest
}: ComponentProps<'button'> & Appearance & { busy?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      aria-busy={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={cx(buttonClass({ look, size }), className)}
    >
      {busy && <LoaderCircle aria-hidden className="animate-turn" />}
      {children}
    </button>
  );
}

/** A link to another page that looks like a button. */
export function ButtonLink({ look, size, className, ...rest }: ComponentProps<typeof Link> & Appearance) {
  return <Link {...rest} className={cx(buttonClass({ look, size }), className)} />;
}

/** A button of one picture: named for a screen reader, and with that name as its tooltip. */
export function IconButton({ label, className, ...rest }: ComponentProps<'button'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-control text-ink-2 transition-colors duration-150',
        'hover:bg-hover hover:text-ink disabled:pointer-events-none disabled:opacity-40 max-md:size-10 [&_svg]:size-4',
        className,
      )}
    />
  );
}
