'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';

/** Changes to who may use an experiment; the list is asked again after each. */
export function useMembers(name: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: trpc.members.list.queryKey({ name }) });
  const onError = (error: { message: string }) => toast.error(error.message);
  return {
    set: useMutation(
      trpc.members.set.mutationOptions({
        onSettled,
        onError,
        // What the role does not reach, such as an account of the git service that could not be made.
        onSuccess: ({ note }) => note !== null && toast.warning(note),
      }),
    ),
    remove: useMutation(trpc.members.remove.mutationOptions({ onSettled, onError })),
  };
}
