'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { bytes } from '../../../../../../../_data/format.ts';
import { useTRPC } from '../../../../../../../_data/trpc.ts';
import type { Archive } from '../../../../../../../_data/types.ts';
import { Button } from '../../../../../../../_ui/button.tsx';
import { ConfirmDialog } from '../../../../../../../_ui/dialog.tsx';

/** Deletes one snapshot after a question. */
export function DeleteSnapshot({ name, snapshot }: { name: string; snapshot: Archive }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState(false);
  const remove = useMutation(
    trpc.snapshots.remove.mutationOptions({
      onSuccess: async () => {
        toast.success('The snapshot is being deleted.');
        await queryClient.invalidateQueries({ queryKey: trpc.snapshots.list.queryKey({ name }) });
        router.push(`/experiments/${name}/snapshots`);
      },
    }),
  );
  if (snapshot.state !== 'complete' && snapshot.state !== 'damaged') return null;
  return (
    <>
      <Button onClick={() => setAsked(true)}>
        <Trash2 aria-hidden />
        Delete snapshot
      </Button>
      <ConfirmDialog
        open={asked}
        onOpenChange={(open) => {
          remove.reset();
          setAsked(open);
        }}
        title="Delete this snapshot?"
        description={`Its ${bytes(snapshot.bytes)} are removed for good. ${name} itself and its other snapshots stay.`}
        action="Delete snapshot"
        busy={remove.isPending || remove.isSuccess}
        problem={remove.error?.message}
        onConfirm={() => remove.mutate({ id: snapshot.id })}
      />
    </>
  );
}
