'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Experiment } from '../../../../_data/types.ts';
import { Button, ButtonLink } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { State } from '../../../../_ui/state.tsx';

/** What is being done with an experiment that is not ready, or what of it failed, and the way there. */
export function OperationNotice({ experiment }: { experiment: Experiment }) {
  const { state, operation } = experiment;
  if (!operation) return null;
  const details = `/operations/${operation.id}`;
  const deleting = operation.kind === 'experiment.remove';
  if (state === 'failed') {
    return (
      <div className="mb-4">
        <ErrorState
          title={`${deleting ? 'Deleting' : 'Creating'} this experiment failed${operation.failure ? `: ${operation.failure.part}` : ''}`}
          log={operation.failure?.log ?? []}
          action={
            <>
              <ButtonLink href={details}>Steps</ButtonLink>
              <Retry id={operation.id} />
            </>
          }
        >
          {operation.failure?.message ?? 'The steps say what happened.'}
        </ErrorState>
      </div>
    );
  }
  return (
    <div className="mb-4 flex items-center justify-between gap-4 rounded-panel border border-line bg-panel px-[18px] py-3 max-md:flex-col max-md:items-stretch">
      <State kind="busy" progress={operation.total === 0 ? undefined : operation.done / operation.total}>
        {deleting ? 'It is being deleted' : 'It is being created'}: {operation.done} of {operation.total} steps are
        done.
      </State>
      <ButtonLink href={details}>Show the steps</ButtonLink>
    </div>
  );
}

function Retry({ id }: { id: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const retry = useMutation(
    trpc.operations.retry.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <Button look="primary" busy={retry.isPending || retry.isSuccess} onClick={() => retry.mutate({ id })}>
      Try again
    </Button>
  );
}
