'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { count, keptAt } from '../../../../_data/archive-state.ts';
import { bytes } from '../../../../_data/format.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Archive } from '../../../../_data/types.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../../_ui/dialog.tsx';
import { TypedName } from '../../../../_ui/typed-name.tsx';

interface Props {
  archive: Archive;
  open: boolean;
  onClose: () => void;
}

/** Says what goes with an archive, and has the experiment's name typed out. */
export function DeleteArchiveDialog({ archive, open, onClose }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Delete the archive of ${archive.experimentName}?`}
      description="This cannot be undone. The experiment is not on this machine any more, and afterwards it is nowhere."
    >
      <DeleteForm archive={archive} />
    </Dialog>
  );
}

function DeleteForm({ archive }: { archive: Archive }) {
  const { id, experimentName, files, bytes: size } = archive;
  const trpc = useTRPC();
  const router = useRouter();
  const [confirmation, setConfirmation] = useState('');
  const remove = useMutation(
    trpc.archives.remove.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
    }),
  );
  const busy = remove.isPending || remove.isSuccess;
  const matches = confirmation === experimentName;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (matches && !busy) remove.mutate({ id, confirmation });
  };
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
      <p className="text-small">
        {count(files.length, 'file')}
        {size !== null && `, ${bytes(size)},`} {keptAt(archive)} go, and the entry in the list of experiments. What
        somebody downloaded stays, and so does the record of this deletion.
      </p>
      <TypedName
        id="archive-delete-confirmation"
        name={experimentName}
        value={confirmation}
        onChange={setConfirmation}
        problem={remove.error?.message}
      />
      <DialogActions back="Keep it">
        <Button type="submit" look="danger" busy={busy} disabled={!matches}>
          {busy ? 'Deleting' : 'Delete archive'}
        </Button>
      </DialogActions>
    </form>
  );
}
