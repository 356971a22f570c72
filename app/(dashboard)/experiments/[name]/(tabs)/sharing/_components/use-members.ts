'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { Renewal } from './use-tell-renewal.ts';

/**
 * Changes to who may use an experiment; the list is asked again after each. `onTakenBack` is called with what became of the passwords
 * also when what asked for it is not on the page any more.
 */
export function useMembers(name: string, onTakenBack?: (answer: { renewal: Renewal }) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries({ queryKey: trpc.members.list.queryKey({ name }) });
  const onError = (error: { message: string }) => toast.error(error.message);
  return {
    set: useMutation(
      trpc.members.set.mutationOptions({
        onSettled,
        onError,
        onSuccess: (answer) => {
          // What the role does not reach, such as an account of the git service that could not be made.
          if (answer.note !== null) toast.warning(answer.note);
          onTakenBack?.(answer);
        },
      }),
    ),
    remove: useMutation(
      trpc.members.remove.mutationOptions({ onSettled, onError, onSuccess: (answer) => onTakenBack?.(answer) }),
    ),
  };
}
