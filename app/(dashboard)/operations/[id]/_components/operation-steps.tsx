import type { Operation, OperationStep } from '../../../../_data/types.ts';
import { cx } from '../../../../_ui/class-names.ts';
import { LogLines } from '../../../../_ui/log-lines.tsx';
import { StepMark } from './step-mark.tsx';
import { StepTime } from './step-time.tsx';

const WORDS: Record<OperationStep['state'], string> = {
  pending: 'waiting',
  running: 'running',
  done: 'done',
  failed: 'failed',
  undoing: 'being undone',
  undone: 'undone',
};

/** The steps of an operation. The one that runs, or has failed, stays open with what it wrote last. */
export function OperationSteps({ operation }: { operation: Operation }) {
  return (
    <ol className="rounded-panel border border-line bg-panel px-[18px] py-[17px]">
      {operation.steps.map((step) => (
        <Step key={step.position} step={step} />
      ))}
    </ol>
  );
}

function Step({ step }: { step: OperationStep }) {
  const { state, title, lines } = step;
  const open = (state === 'running' || state === 'failed' || state === 'undoing') && lines.length > 0;
  return (
    <li aria-current={state === 'running' || state === 'undoing' ? 'step' : undefined}>
      <div className="flex min-h-[38px] items-center gap-4">
        <StepMark state={state} />
        <span className={cx('grow', (state === 'pending' || state === 'undone') && 'text-ink-3')}>
          {title}
          <span className={state === 'undone' || state === 'undoing' || state === 'failed' ? 'text-ink-2' : 'sr-only'}>
            , {WORDS[state]}
          </span>
        </span>
        <StepTime step={step} />
      </div>
      {open && (
        <div className="pr-10 pb-2.5 pl-[34px] max-md:pr-0">
          <LogLines lines={lines} label={`Output of: ${title}`} />
        </div>
      )}
    </li>
  );
}
