'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Operation } from '../../../../_data/types.ts';
import { Button, ButtonLink } from '../../../../_ui/button.tsx';
import { CancelOperation } from './cancel-operation.tsx';
import { goesOnAt, nextPlace } from './operation-words.ts';

/** The one thing that a person can do about an operation as it is now. */
export function OperationActions({ operation }: { operation: Operation }) {
  const { id, state, cancellable, retryable } = operation;
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const retry = useMutation(
    trpc.operations.retry.mutationOptions({
      onSuccess: ({ operationId }) => {
        queryClient.invalidateQueries();
        if (operationId !== id) router.push(`/operations/${operationId}`);
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  if (state === 'succeeded') {
    const { href, label } = nextPlace(operation);
    return (
      <ButtonLink href={href} look="primary">
        {label}
      </ButtonLink>
    );
  }
  if (retryable) {
    const next = goesOnAt(operation);
    return (
      <Button
        look="primary"
        busy={retry.isPending || retry.isSuccess}
        title={next ? `Goes on with: ${next}` : 'Begins with the first step'}
        onClick={() => retry.mutate({ id })}
      >
        {next ? 'Try again from there' : 'Try again'}
      </Button>
    );
  }
  return cancellable ? <CancelOperation operation={operation} /> : null;
}
