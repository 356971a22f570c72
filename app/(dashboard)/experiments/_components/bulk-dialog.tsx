'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { rememberRefusals } from '../../../_data/batch-refusals.ts';
import { bytes } from '../../../_data/format.ts';
import { useTRPC } from '../../../_data/trpc.ts';
import type { ExperimentSummary } from '../../../_data/types.ts';
import { Button } from '../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../_ui/dialog.tsx';
import { AS_TYPED, Field } from '../../../_ui/field.tsx';
import { BulkNames } from './bulk-names.tsx';
import { BULK_WORDS, type BulkAction, countOf } from './bulk-words.ts';

interface Props {
  action: BulkAction;
  experiments: readonly ExperimentSummary[];
  onClose: () => void;
  /** The request was taken. */
  onDone: () => void;
}

/** Says to which experiments something is about to be done, has dangerous things typed out, and leads to the progress. */
export function BulkDialog({ action, experiments, onClose, onDone }: Props) {
  const { title, description } = BULK_WORDS[action];
  // What is shown stays as it was when the dialog opened: the list behind it goes on changing.
  const [asked] = useState(experiments);
  const first = useRef<HTMLElement | null>(null);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title(countOf(asked))}
      description={description}
      initialFocus={first}
    >
      <BulkForm action={action} experiments={asked} onDone={onDone} first={first} />
    </Dialog>
  );
}

function BulkForm({
  action,
  experiments,
  onDone,
  first,
}: Omit<Props, 'onClose'> & { first: RefObject<HTMLElement | null> }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { confirmation: word, busy: busyWord, button, from } = BULK_WORDS[action];
  const phrase = word && `${word} ${experiments.length}`;
  const [typed, setTyped] = useState('');
  const bulk = useMutation(
    trpc.experiments.bulk.mutationOptions({
      onSuccess: ({ batchId, outcomes }) => {
        rememberRefusals(batchId, outcomes);
        queryClient.invalidateQueries();
        onDone();
        router.push(`/operations/batch/${batchId}`);
      },
    }),
  );
  const busy = bulk.isPending || bulk.isSuccess;
  const matches = phrase === null || typed.trim() === phrase;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!matches || busy) return;
    const names = experiments.map(({ name }) => name);
    bulk.mutate({ action, names, ...(phrase !== null && { confirmation: phrase }) });
  };
  const measured = experiments.some(({ diskBytes }) => diskBytes !== null);
  return (
    <form onSubmit={submit} className="mt-4 flex flex-col gap-4">
      <BulkNames experiments={experiments} from={from} />
      {word && measured && <p className="text-ink-2 text-small">{sizeInWords(experiments)}</p>}
      {phrase !== null && (
        <Field
          id="bulk-confirmation"
          label={
            <>
              Type <span className="font-mono text-ink">{phrase}</span>
            </>
          }
          mono
          ref={(field) => {
            first.current = field;
          }}
          {...AS_TYPED}
          placeholder={phrase}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {bulk.error && (
        <p role="alert" className="text-bad text-small">
          {bulk.error.message}
        </p>
      )}
      <DialogActions back={word === 'delete' ? (experiments.length === 1 ? 'Keep it' : 'Keep them') : 'Cancel'}>
        <Button
          type="submit"
          look={word === 'delete' ? 'danger' : 'primary'}
          busy={busy}
          disabled={!matches}
          ref={(pressed) => {
            if (phrase === null) first.current = pressed;
          }}
        >
          {busy ? busyWord : `${button} ${countOf(experiments)}`}
        </Button>
      </DialogActions>
    </form>
  );
}

function sizeInWords(experiments: readonly ExperimentSummary[]): string {
  const sizes = experiments.flatMap(({ diskBytes }) => (diskBytes === null ? [] : [diskBytes]));
  const size = bytes(sizes.reduce((sum, each) => sum + each, 0));
  if (experiments.length === 1) return `Its home is ${size}, its database and repository not counted.`;
  const which = sizes.length === experiments.length ? 'Their homes are' : 'The homes that were measured are';
  return `${which} ${size} in all, databases and repositories not counted.`;
}
