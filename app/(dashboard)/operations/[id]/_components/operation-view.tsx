'use client';

import { EyeOff, Undo2 } from 'lucide-react';
import { isFinished, operationState, operationTitle } from '../../../../_data/experiment-state.ts';
import { duration } from '../../../../_data/format.ts';
import type { Operation } from '../../../../_data/types.ts';
import { Notice } from '../../../../_ui/notice.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { State } from '../../../../_ui/state.tsx';
import { Time } from '../../../../_ui/time.tsx';
import { OperationActions } from './operation-actions.tsx';
import { OperationFailure } from './operation-failure.tsx';
import { OperationSteps } from './operation-steps.tsx';
import { nextPlace, sentence } from './operation-words.ts';
import { useAdvance } from './use-advance.ts';
import { useOperation } from './use-operation.ts';

/** The progress of an operation: its steps, what they write, and what a person can do about it. */
export function OperationView({ initial }: { initial: Operation }) {
  const operation = useOperation(initial);
  const { state, requestedBy, createdAt, batchId } = operation;
  const advancing = useAdvance(batchId ? null : state, nextPlace(operation).href);
  const { kind, word } = operationState(operation);
  return (
    <div className="max-w-[688px]">
      <PageHeader
        title={operationTitle(operation)}
        parent={
          batchId
            ? { href: `/operations/batch/${batchId}`, label: 'One of several' }
            : { href: '/activity', label: 'Activity' }
        }
        state={(state === 'queued' || state === 'undoing') && <State kind={kind}>{word}</State>}
        description={
          <>
            {requestedBy} · <Time at={createdAt} />
            {isFinished(state) && <Took operation={operation} />}
          </>
        }
        actions={<OperationActions operation={operation} />}
      />
      {state === 'failed' && <OperationFailure operation={operation} />}
      <div role="status">{state === 'cancelled' && <Notice icon={Undo2}>{sentence(operation, advancing)}</Notice>}</div>
      <OperationSteps operation={operation} />
      <p className="mt-3.5 text-ink-2 text-small" role="status">
        {state !== 'cancelled' && sentence(operation, advancing)}
      </p>
      {!operation.logs && (
        <div className="mt-4">
          <Notice icon={EyeOff}>
            What the steps write is not shown to you: it can hold what is in the experiment. Its owner can give you the
            right to read logs.
          </Notice>
        </div>
      )}
    </div>
  );
}

function Took({ operation: { startedAt, finishedAt } }: { operation: Operation }) {
  if (!startedAt || !finishedAt) return null;
  return <> · took {duration(Date.parse(finishedAt) - Date.parse(startedAt))}</>;
}
