'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import { Button } from '../../../../../../_ui/button.tsx';
import { Field } from '../../../../../../_ui/field.tsx';
import { TextField } from '../../../../../../_ui/text-field.tsx';

/** Adds a public key; its comment becomes its name unless another is given. */
export function SshKeyForm({ name }: { name: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [publicKey, setPublicKey] = useState('');
  const [label, setLabel] = useState('');
  const called = label.trim() || comment(publicKey);
  const add = useMutation(
    trpc.sshKeys.add.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.sshKeys.list.queryKey({ name }) });
        toast.success('The key may log in now.');
        setPublicKey('');
        setLabel('');
      },
    }),
  );
  const complete = publicKey.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && !add.isPending) add.mutate({ name, label: called, publicKey: publicKey.trim() });
  };
  return (
    <form onSubmit={submit} className="grid gap-x-5 gap-y-3 p-[18px] md:grid-cols-[minmax(0,1fr)_200px]">
      <TextField
        id="ssh-key"
        label="Public key"
        mono
        rows={1}
        maxLength={16_384}
        placeholder="ssh-ed25519 AAAA…"
        value={publicKey}
        onChange={(event) => {
          add.reset();
          setPublicKey(event.target.value);
        }}
        hint="One line of a .pub file: cat ~/.ssh/id_ed25519.pub"
        problem={add.error?.message}
      />
      <Field
        id="ssh-key-label"
        label="Name (optional)"
        autoComplete="off"
        maxLength={80}
        placeholder={comment(publicKey)}
        value={label}
        onChange={(event) => setLabel(event.target.value)}
        hint="Whose key, which machine."
      />
      <div className="flex justify-end md:col-span-2">
        <Button type="submit" busy={add.isPending} disabled={!complete} className="max-md:grow">
          Add key
        </Button>
      </div>
    </form>
  );
}

/** The comment at the end of a public key: `jo@laptop`. */
function comment(publicKey: string): string {
  return publicKey.trim().split(/\s+/).slice(2).join(' ').slice(0, 80) || 'Key';
}
