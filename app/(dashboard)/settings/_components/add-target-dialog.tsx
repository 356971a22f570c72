'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../_data/trpc.ts';
import { Button } from '../../../_ui/button.tsx';
import { Dialog, DialogActions } from '../../../_ui/dialog.tsx';
import { Field } from '../../../_ui/field.tsx';
import { SelectField } from '../../../_ui/select-field.tsx';
import { EMPTY_STORE, StoreFields } from './store-fields.tsx';

interface Props {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  allowedFolders: readonly string[];
}

const KINDS = [
  { value: 'folder', label: 'A folder of this machine' },
  { value: 's3', label: 'An S3-compatible store' },
] as const;

/** Adds a folder that root allows, or a store. */
export function AddTargetDialog({ open, onOpenChange, allowedFolders }: Props) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add a place for archives"
      description="It is tried out first: a small object is written, read and removed."
    >
      <AddTargetForm allowedFolders={allowedFolders} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function AddTargetForm({ allowedFolders, onDone }: { allowedFolders: readonly string[]; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<'folder' | 's3'>('folder');
  const [name, setName] = useState('');
  const [path, setPath] = useState(allowedFolders[0] ?? '');
  const [store, setStore] = useState(EMPTY_STORE);
  const add = useMutation(
    trpc.targets.add.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.targets.list.queryKey() });
        toast.success(`${name} is added.`);
        onDone();
      },
    }),
  );
  const { endpoint, bucket, accessKeyId, secretKey } = store;
  const complete =
    name.trim() !== '' && (kind === 'folder' ? path !== '' : [endpoint, bucket, accessKeyId, secretKey].every(Boolean));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!complete || add.isPending) return;
    add.mutate(kind === 'folder' ? { kind, name, path } : { kind, name, ...store });
  };
  return (
    <form onSubmit={submit} noValidate className="mt-4 flex flex-col gap-4">
      <SelectField id="target-kind" label="Kind" value={kind} options={KINDS} onChange={setKind} />
      <Field
        id="target-name"
        label="Name"
        autoComplete="off"
        maxLength={60}
        value={name}
        onChange={(event) => setName(event.target.value)}
        hint="As it is called here."
      />
      {kind === 's3' && <StoreFields value={store} onChange={setStore} />}
      {kind === 'folder' &&
        (allowedFolders.length > 0 ? (
          <SelectField
            id="target-path"
            label="Folder"
            value={path}
            options={allowedFolders.map((folder) => ({ value: folder, label: folder }))}
            onChange={setPath}
          />
        ) : (
          <p className="rounded-control border border-line bg-panel px-3 py-2.5 text-ink-2 text-small">
            No folder is allowed yet. On the machine, root writes one path a line into{' '}
            <code className="font-mono text-[12.5px] text-ink">/etc/homelab-paas/archive-folders</code>.
          </p>
        ))}
      {add.error && (
        <p role="alert" className="break-words text-bad text-small">
          {add.error.message}
        </p>
      )}
      <DialogActions>
        <Button type="submit" look="primary" busy={add.isPending} disabled={!complete}>
          {add.isPending ? 'Trying it out' : 'Add place'}
        </Button>
      </DialogActions>
    </form>
  );
}
