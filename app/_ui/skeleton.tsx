import { cx } from './class-names.ts';

/** A grey shape in the place of what comes. Shown after 100 ms, so that a quick answer shows none. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('appear-after-100 block rounded-control bg-raised', className)} />;
}
