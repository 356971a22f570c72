'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { isFinished, operationTitle } from '../../../../_data/experiment-state.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Experiment } from '../../../../_data/types.ts';
import { Button, ButtonLink } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { State } from '../../../../_ui/state.tsx';
import { can } from './experiment-context.tsx';

/** What operators may ask for, and so try again. */
const FOR_OPERATORS: readonly string[] = ['experiment.start', 'experiment.stop', 'experiment.restart'];

/** What is being done with an experiment, or what of it failed, and the way there. */
export function OperationNotice({ experiment }: { experiment: Experiment }) {
  const { operation, name } = experiment;
  const [hidden, setHidden] = useState<string | null>(null);
  if (!operation || operation.state === 'succeeded' || operation.state === 'cancelled') return null;
  const details = `/operations/${operation.id}`;
  const title = operationTitle({ ...operation, experimentName: name });
  if (!isFinished(operation.state)) {
    return (
      <div
        role="status"
        className="mb-4 flex min-h-[50px] items-center justify-between gap-4 rounded-panel border border-line bg-panel px-[18px] py-2 max-md:flex-col max-md:items-stretch max-md:py-3"
      >
        <State kind="busy" progress={operation.total === 0 ? undefined : operation.done / operation.total}>
          {operation.state === 'queued'
            ? `${title}: waits for its turn.`
            : `${title}${operation.state === 'undoing' ? ', being undone' : ''}: ${operation.done} of ${operation.total} steps are done.`}
        </State>
        <ButtonLink href={details} size="table" className="max-md:h-10">
          Show the steps
        </ButtonLink>
      </div>
    );
  }
  const stuck = experiment.state === 'failed';
  const mayRetry = can(experiment, FOR_OPERATORS.includes(operation.kind) ? 'operate' : 'manage');
  if (!stuck && (!mayRetry || hidden === operation.id)) return null;
  return (
    <div className="mb-4">
      <ErrorState
        title={`${title}${operation.failure ? `: ${operation.failure.part}` : ''}`}
        log={operation.failure?.log ?? []}
        action={
          <>
            {!stuck && (
              <Button look="quiet" onClick={() => setHidden(operation.id)}>
                Hide
              </Button>
            )}
            <ButtonLink href={details}>Steps</ButtonLink>
            {mayRetry && <Retry id={operation.id} look={stuck ? 'primary' : 'secondary'} />}
          </>
        }
      >
        {operation.failure?.message ?? 'The steps say what happened.'}
      </ErrorState>
    </div>
  );
}

function Retry({ id, look }: { id: string; look: 'primary' | 'secondary' }) {
  const trpc = useTRPC();
  const router = useRouter();
  const retry = useMutation(
    trpc.operations.retry.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <Button look={look} busy={retry.isPending || retry.isSuccess} onClick={() => retry.mutate({ id })}>
      Try again
    </Button>
  );
}
