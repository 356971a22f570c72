'use client';

import { useMutation } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useTRPC } from '../_data/trpc.ts';

/** Ends this session and goes to the log-in page; everything that was loaded goes with the page. */
export function useLogOut() {
  const trpc = useTRPC();
  return useMutation(
    trpc.sessions.removeCurrent.mutationOptions({
      onSuccess: () => window.location.assign('/login'),
      onError: (error) => toast.error(error.message),
    }),
  );
}
