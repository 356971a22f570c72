'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { MAX_NAME_LENGTH } from '../../../../../server/shared/names.ts';
import { contentsInWords } from '../../../../_data/archive-state.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Archive } from '../../../../_data/types.ts';
import { useNameCheck } from '../../../../_data/use-name-check.ts';
import { Button } from '../../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../../_ui/dialog.tsx';
import { AS_TYPED, Field } from '../../../../_ui/field.tsx';
import { State } from '../../../../_ui/state.tsx';

interface Props {
  archive: Archive;
  open: boolean;
  onClose: () => void;
}

/** Asks for the name that an archive comes back under, checks it as it is typed, and says what will be as it was. */
export function RestoreDialog({ archive, open, onClose }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={`Restore ${archive.experimentName}?`}
      description="A new experiment is made from the archive. Nothing that exists is written into, and the archive stays as it is."
    >
      <RestoreForm archive={archive} />
    </Dialog>
  );
}

function RestoreForm({ archive }: { archive: Archive }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState(archive.experimentName);
  const check = useNameCheck(name);
  const restore = useMutation(
    trpc.archives.restore.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
    }),
  );
  const busy = restore.isPending || restore.isSuccess;
  const refused = check.state === 'refused' || check.state === 'empty';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy && !refused) restore.mutate({ id: archive.id, name });
  };
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
      <Field
        id="restore-name"
        label="Name of the restored experiment"
        mono
        {...AS_TYPED}
        maxLength={MAX_NAME_LENGTH}
        value={name}
        onChange={(event) => setName(event.target.value.toLowerCase().replace(/[\s_]/g, '-'))}
        noteLines={2}
        hint={
          name === archive.experimentName
            ? 'The same name: clones on other machines and what is written in the files go on working.'
            : 'Another name: database, account and repository are called after it too.'
        }
        problem={check.state === 'refused' ? check.reason : restore.error?.message}
        aside={
          <span aria-live="polite">
            {check.state === 'checking' && <State kind="busy">Checking</State>}
            {check.state === 'free' && <State kind="ok">Free</State>}
          </span>
        }
      />
      <dl className="divide-y divide-line rounded-control border border-line bg-panel text-small">
        <Row term="As it was">
          {contentsInWords(archive) ?? 'Home, database and repository'}, secrets, settings, members
        </Row>
        <Row term="Not restored">What ran, open browser sessions, snapshots</Row>
      </dl>
      <DialogActions>
        <Button type="submit" look="primary" busy={busy} disabled={refused}>
          {busy ? 'Restoring' : name === '' ? 'Restore' : `Restore as ${name}`}
        </Button>
      </DialogActions>
    </form>
  );
}

function Row({ term, children }: { term: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-4 px-3 py-2">
      <dt className="w-24 shrink-0 text-ink-2">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
