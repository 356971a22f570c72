'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPCClient } from '../../../../../_data/trpc.ts';
import type { Batch } from '../../../../../_data/types.ts';
import { Button, ButtonLink } from '../../../../../_ui/button.tsx';
import { ConfirmDialog } from '../../../../../_ui/dialog.tsx';
import { left } from './batch-words.ts';

/** Stops what has not ended, or leads back to the list. */
export function BatchActions({ batch }: { batch: Batch }) {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const possible = batch.operations.filter(({ cancellable }) => cancellable);
  const cancel = useMutation({
    mutationFn: () => Promise.allSettled(possible.map(({ id }) => client.operations.cancel.mutate({ id }))),
    onSuccess: (results) => {
      setAsking(false);
      queryClient.invalidateQueries();
      const refused = results.filter(({ status }) => status === 'rejected').length;
      if (refused > 0) toast.error(`${refused} could not be cancelled any more.`);
    },
  });
  if (left(batch) === 0) {
    return (
      <ButtonLink href="/experiments" look="primary">
        Experiments
      </ButtonLink>
    );
  }
  if (possible.length === 0) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>Cancel the rest</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={possible.length === 1 ? 'Cancel one operation?' : `Cancel ${possible.length} operations?`}
        description="What waits does not begin. What runs is undone as far as it has come. What is done stays done."
        action="Cancel the rest"
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate()}
      />
    </>
  );
}
