'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { useTRPC } from '../_data/trpc.ts';
import { Button } from './button.tsx';

/** Mends one finding: leads to the operation that does it, or says that it is done. */
export function MendButton({ id, what }: { id: string; what: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const mend = useMutation(
    trpc.drift.mend.mutationOptions({
      onSuccess: async ({ operationId }) => {
        if (operationId !== null) return router.push(`/operations/${operationId}`);
        await Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.doctor.get.queryKey() }),
          queryClient.invalidateQueries({ queryKey: trpc.drift.list.queryKey() }),
        ]);
        toast.success('Mended.');
      },
      onError: (error) => toast.error(error.message),
    }),
  );
  return (
    <Button
      size="table"
      className="max-md:h-10"
      busy={mend.isPending}
      aria-label={`Mend: ${what}`}
      onClick={() => mend.mutate({ id })}
    >
      Mend
    </Button>
  );
}
