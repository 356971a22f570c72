'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useState } from 'react';
import { bytes } from '../../../../_data/format.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Experiment } from '../../../../_data/types.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../../_ui/dialog.tsx';
import { Mono } from '../../../../_ui/panel.tsx';
import { TypedName } from '../../../../_ui/typed-name.tsx';

interface Props {
  experiment: Experiment;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Says by name and size what goes and what stays, and has the name typed out before it deletes. */
export function DeleteDialog({ experiment, open, onOpenChange }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Delete ${experiment.name}?`}
      description="This cannot be undone. There is no copy on this machine afterwards."
    >
      <DeleteForm experiment={experiment} />
    </Dialog>
  );
}

function DeleteForm({ experiment }: { experiment: Experiment }) {
  const { name, account, home, diskBytes, database, repository } = experiment;
  const trpc = useTRPC();
  const router = useRouter();
  const [confirmation, setConfirmation] = useState('');
  const remove = useMutation(
    trpc.experiments.remove.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
    }),
  );
  const busy = remove.isPending || remove.isSuccess;
  const matches = confirmation === name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches && !busy) remove.mutate({ name, confirmation });
  };
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
      <ul className="divide-y divide-line rounded-control border border-line bg-panel">
        <Goes what="Home with all files" called={home} size={diskBytes} />
        <Goes what="Database" called={database.name} size={database.sizeBytes} />
        <Goes what="Repository with its history" called={repository.path} />
        <Goes what="Snapshots" called="all that were made of it" />
        <Goes what="System user and everything it runs" called={account} />
      </ul>
      <p className="text-ink-2 text-small">
        Clones on other machines stay, and so does the record of this deletion in the activity.
      </p>
      <TypedName
        id="confirmation"
        name={name}
        value={confirmation}
        onChange={setConfirmation}
        problem={remove.error?.message}
      />
      <DialogActions back="Keep it">
        <Button type="submit" look="danger" busy={busy} disabled={!matches}>
          {busy ? 'Deleting' : 'Delete experiment'}
        </Button>
      </DialogActions>
    </form>
  );
}

function Goes({ what, called, size }: { what: string; called: ReactNode; size?: number | null }) {
  return (
    <li className="flex items-center justify-between gap-4 px-3 py-2">
      <div className="min-w-0">
        <div className="text-small">{what}</div>
        <Mono className="text-ink-2">{called}</Mono>
      </div>
      {size !== undefined && <span className="shrink-0 text-ink-2 text-small">{bytes(size)}</span>}
    </li>
  );
}
