import { Check, Undo2, X } from 'lucide-react';
import type { OperationStep } from '../../../../_data/types.ts';

const round = 'flex size-[18px] shrink-0 items-center justify-center rounded-full border-[1.5px]';

/** The state of a step as a shape; the word stands in the row for who cannot see it. */
export function StepMark({ state }: { state: OperationStep['state'] }) {
  switch (state) {
    case 'done':
      return (
        <span aria-hidden className={`${round} border-ok text-ok`}>
          <Check className="size-2.5" strokeWidth={3} />
        </span>
      );
    case 'failed':
      return (
        <span
          aria-hidden
          className="flex size-[18px] shrink-0 items-center justify-center rounded-[4px] bg-bad text-page"
        >
          <X className="size-3" strokeWidth={3} />
        </span>
      );
    case 'running':
    case 'undoing':
      return <span aria-hidden className={`${round} animate-turn border-busy border-r-transparent`} />;
    case 'undone':
      return (
        <span aria-hidden className={`${round} border-off text-ink-2`}>
          <Undo2 className="size-2.5" strokeWidth={2.5} />
        </span>
      );
    case 'pending':
      return (
        <span aria-hidden className="flex size-[18px] shrink-0 items-center justify-center">
          <span className="size-2 rounded-full border-[1.5px] border-line-strong" />
        </span>
      );
  }
}
