'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, type ReactNode, useState } from 'react';
import { bytes } from '../../../../_data/format.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Experiment } from '../../../../_data/types.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../../_ui/dialog.tsx';
import { TypedName } from '../../../../_ui/typed-name.tsx';

interface Props {
  experiment: Experiment;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Says what archiving keeps and what goes from the machine, and has the name typed out. */
export function ArchiveDialog({ experiment, open, onOpenChange }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Archive ${experiment.name}?`}
      description="Everything of it is packed, read back and compared. Only then it is removed from the machine. It can be restored under the same name or another."
    >
      <ArchiveForm experiment={experiment} />
    </Dialog>
  );
}

function ArchiveForm({ experiment: { name, diskBytes, database } }: { experiment: Experiment }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [confirmation, setConfirmation] = useState('');
  const archive = useMutation(
    trpc.archives.create.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
    }),
  );
  const busy = archive.isPending || archive.isSuccess;
  const matches = confirmation === name;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches && !busy) archive.mutate({ name, confirmation });
  };
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
      <dl className="divide-y divide-line rounded-control border border-line bg-panel text-small">
        <Row term="Kept in the archive">
          Home ({bytes(diskBytes)}), database ({bytes(database.sizeBytes)}), repository, secrets, settings, members
        </Row>
        <Row term="Gone for good">Its snapshots, and open browser sessions</Row>
      </dl>
      <p className="text-ink-2 text-small">
        What is not committed is committed to a branch of its own and pushed first. Everything that runs is stopped.
      </p>
      <TypedName
        id="archive-confirmation"
        name={name}
        value={confirmation}
        onChange={setConfirmation}
        problem={archive.error?.message}
      />
      <DialogActions back="Keep it here">
        <Button type="submit" look="primary" busy={busy} disabled={!matches}>
          {busy ? 'Archiving' : 'Archive experiment'}
        </Button>
      </DialogActions>
    </form>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div className="flex gap-4 px-3 py-2">
      <dt className="w-32 shrink-0 text-ink-2">{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}
