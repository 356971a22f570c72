'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useSubscription } from '@trpc/tanstack-react-query';
import { isFinished } from '../../../../_data/experiment-state.ts';
import { LIVE } from '../../../../_data/live.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Operation } from '../../../../_data/types.ts';
import { applyEvent } from './apply-event.ts';

/**
 * An operation as it goes on: events come over one stream, and every few seconds the whole is asked again, so that a
 * broken stream (a proxy that buffers, a machine that slept) costs a moment and no truth.
 */
export function useOperation(initial: Operation): Operation {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const options = trpc.operations.get.queryOptions({ id: initial.id });
  const { data: operation } = useQuery({
    ...options,
    initialData: initial,
    refetchInterval: ({ state }) => (state.data && isFinished(state.data.state) ? false : LIVE),
  });
  useSubscription(
    trpc.operations.watch.subscriptionOptions(
      { id: initial.id, lastEventId: initial.lastSequence },
      {
        enabled: !isFinished(operation.state),
        onData: ({ id, data: event }) => {
          queryClient.setQueryData(options.queryKey, (before) => before && applyEvent(before, Number(id), event));
          if (event.type === 'operation') queryClient.invalidateQueries();
        },
      },
    ),
  );
  return operation;
}
