'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { isFinished, operationTitle } from '../../../../_data/experiment-state.ts';
import { duration } from '../../../../_data/format.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Operation } from '../../../../_data/types.ts';
import { Button, ButtonLink } from '../../../../_ui/button.tsx';
import { PageHeader } from '../../../../_ui/page-header.tsx';
import { Time } from '../../../../_ui/time.tsx';
import { OperationFailure } from './operation-failure.tsx';
import { OperationSteps } from './operation-steps.tsx';
import { useAdvance } from './use-advance.ts';
import { useOperation } from './use-operation.ts';

/** The progress of an operation: its steps, what they write, and what a person can do about it. */
export function OperationView({ initial }: { initial: Operation }) {
  const operation = useOperation(initial);
  const { state, kind, experimentName, requestedBy, createdAt } = operation;
  const after = kind === 'experiment.create' ? `/experiments/${experimentName}` : '/experiments';
  const advancing = useAdvance(state, after);
  return (
    <div className="max-w-[688px]">
      <PageHeader
        title={operationTitle(operation)}
        parent={{ href: '/activity', label: 'Activity' }}
        description={
          <>
            {requestedBy} · <Time at={createdAt} />
            {isFinished(state) && <Took operation={operation} />}
          </>
        }
        actions={<OperationActions operation={operation} after={after} />}
      />
      {state === 'failed' && <OperationFailure operation={operation} />}
      <OperationSteps operation={operation} />
      <p className="mt-3.5 text-ink-2 text-small" role="status">
        {sentence(operation, advancing)}
      </p>
    </div>
  );
}

function Took({ operation: { startedAt, finishedAt } }: { operation: Operation }) {
  if (!startedAt || !finishedAt) return null;
  return <> · took {duration(Date.parse(finishedAt) - Date.parse(startedAt))}</>;
}

function OperationActions({ operation, after }: { operation: Operation; after: string }) {
  const { id, state, cancellable, retryable, kind } = operation;
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const onError = (error: { message: string }) => toast.error(error.message);
  const cancel = useMutation(
    trpc.operations.cancel.mutationOptions({ onSuccess: () => queryClient.invalidateQueries(), onError }),
  );
  const retry = useMutation(
    trpc.operations.retry.mutationOptions({
      onSuccess: ({ operationId }) => {
        queryClient.invalidateQueries();
        if (operationId !== id) router.push(`/operations/${operationId}`);
      },
      onError,
    }),
  );
  if (state === 'succeeded') {
    return (
      <ButtonLink href={after} look="primary">
        {kind === 'experiment.create' ? 'Open experiment' : 'Experiments'}
      </ButtonLink>
    );
  }
  if (retryable) {
    return (
      <Button look="primary" busy={retry.isPending} onClick={() => retry.mutate({ id })}>
        Try again
      </Button>
    );
  }
  if (!cancellable) return null;
  return (
    <Button busy={cancel.isPending} onClick={() => cancel.mutate({ id })}>
      Cancel and undo
    </Button>
  );
}

function sentence({ state, kind }: Operation, advancing: boolean): string {
  if (advancing) return 'Done. The experiment opens in a moment.';
  if (state === 'succeeded')
    return kind === 'experiment.create' ? 'The experiment is ready.' : 'Nothing of it is left on this machine.';
  if (state === 'failed') return 'Nothing happens any more until you try again.';
  if (state === 'cancelled') return 'Everything that had been made is removed again.';
  if (state === 'undoing') return 'What was made is being undone. You can leave this page.';
  return 'You can leave this page. If the machine stops now, this goes on where it was.';
}
