'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Operation } from '../../../../_data/types.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../../_ui/dialog.tsx';
import { begun } from './operation-words.ts';

/** Cancels an operation, after saying what will be taken back. */
export function CancelOperation({ operation }: { operation: Operation }) {
  const [open, setOpen] = useState(false);
  const queryClient = useQueryClient();
  const trpc = useTRPC();
  const cancel = useMutation(
    trpc.operations.cancel.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries();
        setOpen(false);
      },
    }),
  );
  const undone = begun(operation);
  const close = (next: boolean) => {
    if (!next) cancel.reset();
    setOpen(next);
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{undone.length === 0 ? 'Cancel' : 'Cancel and undo'}</Button>
      <Dialog
        open={open}
        onOpenChange={close}
        title="Cancel this operation?"
        description={
          undone.length === 0
            ? 'Nothing has begun yet, so there is nothing to undo.'
            : 'What it has done so far is taken back, the last first:'
        }
      >
        <div className="mt-4 flex flex-col gap-4">
          {undone.length > 0 && (
            <ol
              // A list that scrolls can be scrolled by keyboard too.
              tabIndex={undone.length > 6 ? 0 : undefined}
              aria-label="What is taken back"
              className="max-h-60 divide-y divide-line overflow-y-auto rounded-control border border-line bg-panel text-small"
            >
              {undone.toReversed().map((title) => (
                <li key={title} className="px-3 py-2">
                  {title}
                </li>
              ))}
            </ol>
          )}
          {cancel.error && (
            <p role="alert" className="text-bad text-small">
              {cancel.error.message}
            </p>
          )}
          <DialogActions back="Let it go on">
            <Button look="danger" busy={cancel.isPending} onClick={() => cancel.mutate({ id: operation.id })}>
              {undone.length === 0 ? 'Cancel it' : 'Cancel and undo'}
            </Button>
          </DialogActions>
        </div>
      </Dialog>
    </>
  );
}
