import type { Operation } from '../../../../_data/types.ts';
import { ErrorState } from '../../../../_ui/error-state.tsx';

/** What failed, why, and what of the work before it was undone. */
export function OperationFailure({ operation: { failure, steps } }: { operation: Operation }) {
  const undone = steps.filter((step) => step.state === 'undone').map((step) => step.title);
  // The failed step shows its own lines below; here they would stand twice.
  const shownBelow = steps.some((step) => step.state === 'failed' && step.lines.length > 0);
  return (
    <div className="mb-4">
      <ErrorState
        title={failure ? `${failure.part} failed` : 'This failed'}
        log={shownBelow ? [] : (failure?.log ?? [])}
      >
        {failure?.message ?? 'The journal of the worker says why: journalctl -u worker.'}
        {undone.length > 0 && <p className="mt-1.5">Undone: {undone.join(', ')}.</p>}
      </ErrorState>
    </div>
  );
}
