'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useTRPC } from '../../../../_data/trpc.ts';

/** Start, stop and restart of a whole experiment. What they put in line shows on the page by itself. */
export function usePower(name: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: trpc.experiments.get.queryKey({ name }) });
  const onError = (error: { message: string }) => toast.error(error.message);
  return {
    start: useMutation(trpc.experiments.start.mutationOptions({ onSettled, onError })),
    stop: useMutation(trpc.experiments.stop.mutationOptions({ onSettled })),
    restart: useMutation(trpc.experiments.restart.mutationOptions({ onSettled })),
  };
}
