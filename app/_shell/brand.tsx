import { FlaskConical } from 'lucide-react';
import { cx } from '../_ui/class-names.ts';

/** The platform's mark. */
export function Mark({ large = false }: { large?: boolean }) {
  return (
    <span
      aria-hidden
      className={cx(
        'inline-flex shrink-0 items-center justify-center bg-ink text-page',
        large ? 'size-10 rounded-panel' : 'size-6 rounded-control',
      )}
    >
      <FlaskConical className={large ? 'size-[22px]' : 'size-[15px]'} strokeWidth={2.1} />
    </span>
  );
}
