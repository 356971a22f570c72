'use client';

import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { Operation, OperationStep } from '../../../../_data/types.ts';
import { IconButton } from '../../../../_ui/button.tsx';
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

/** The steps of an operation. The one that runs, or has failed, stays open with what it wrote last; others open when pressed. */
export function OperationSteps({ operation }: { operation: Operation }) {
  return (
    <ol className="rounded-panel border border-line bg-panel px-[18px] py-[17px]">
      {operation.steps.map((step) => (
        <Step key={step.position} step={step} cancelled={operation.state === 'cancelled'} />
      ))}
    </ol>
  );
}

function Step({ step, cancelled }: { step: OperationStep; cancelled: boolean }) {
  const { state, title, lines, position } = step;
  // What left nothing behind, or went with another step, has no undo of its own.
  const gone = state === 'undone' || (cancelled && state === 'done');
  const word = gone && state === 'done' ? 'nothing left to undo' : WORDS[state];
  const [pressed, setPressed] = useState<boolean | null>(null);
  const open = lines.length > 0 && (pressed ?? (state === 'running' || state === 'failed' || state === 'undoing'));
  const output = `step-${position}-output`;
  return (
    <li aria-current={state === 'running' || state === 'undoing' ? 'step' : undefined}>
      <div className="flex min-h-[38px] items-center gap-4">
        <StepMark state={gone ? 'undone' : state} />
        <span className={cx('min-w-0 grow', (state === 'pending' || gone) && 'text-ink-3')}>
          {title}
          <span className={gone || state === 'undoing' || state === 'failed' ? 'text-ink-2' : 'sr-only'}>, {word}</span>
        </span>
        {lines.length > 0 && (
          <IconButton
            label={`${open ? 'Hide' : 'Show'} the output of: ${title}`}
            aria-expanded={open}
            aria-controls={open ? output : undefined}
            onClick={() => setPressed(!open)}
            className="-my-1"
          >
            <ChevronDown aria-hidden className={cx('transition-transform duration-150', open && 'rotate-180')} />
          </IconButton>
        )}
        <StepTime step={step} />
      </div>
      {open && (
        <div id={output} className="pr-10 pb-2.5 pl-[34px] max-md:pr-0 max-md:pl-0">
          <LogLines lines={lines} label={`Output of: ${title}`} />
        </div>
      )}
    </li>
  );
}
