'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { toast } from 'sonner';
import { useTRPC } from '../../../_data/trpc.ts';

/** Saves a part of the platform's settings; `done` runs once the new ones are here. */
export function useSave(done: () => void = () => {}) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.settings.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.settings.get.queryKey() });
        done();
        toast.success('Saved.');
      },
    }),
  );
}
