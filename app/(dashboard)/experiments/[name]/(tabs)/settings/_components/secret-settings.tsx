'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type RefObject, useRef, useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { SecretEntry } from '../../../../../../_data/types.ts';
import { Button } from '../../../../../../_ui/button.tsx';
import { Field } from '../../../../../../_ui/field.tsx';
import { PartQuery } from '../../../../../../_ui/part-query.tsx';
import { TextField } from '../../../../../../_ui/text-field.tsx';
import { SecretList } from './secret-list.tsx';

/** Secrets by name: set, replaced, removed. Their values go to the machine and never come back. */
export function SecretSettings({ name, initial }: { name: string; initial: SecretEntry[] | undefined }) {
  const trpc = useTRPC();
  const valueField = useRef<HTMLTextAreaElement>(null);
  const [secret, setSecret] = useState('');
  const query = useQuery({
    ...trpc.secrets.list.queryOptions({ name }),
    ...(initial && { initialData: initial }),
  });
  const replace = (known: string) => {
    setSecret(known);
    valueField.current?.focus();
  };
  return (
    <PartQuery query={query} title="The secrets could not be loaded" height="h-[240px]">
      {(secrets) => (
        <div className="rounded-panel border border-line bg-panel">
          <SecretList name={name} secrets={secrets} onReplace={replace} />
          <SecretForm
            name={name}
            known={secrets.some((each) => each.secret === secret)}
            secret={secret}
            onSecret={setSecret}
            valueField={valueField}
          />
        </div>
      )}
    </PartQuery>
  );
}

interface FormProps {
  name: string;
  /** Whether there is one of this name already. */
  known: boolean;
  secret: string;
  onSecret: (secret: string) => void;
  valueField: RefObject<HTMLTextAreaElement | null>;
}

function SecretForm({ name, known, secret, onSecret, valueField }: FormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [value, setValue] = useState('');
  const set = useMutation(
    trpc.secrets.set.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.secrets.list.queryKey({ name }) });
        toast.success(`${secret} is ${known ? 'replaced' : 'set'}. What starts from now on has it.`);
        setValue('');
        onSecret('');
      },
    }),
  );
  const complete = secret !== '' && value !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete && !set.isPending) set.mutate({ name, secret, value });
  };
  return (
    <form onSubmit={submit} className="grid gap-x-5 gap-y-3 p-[18px] md:grid-cols-[240px_minmax(0,1fr)]">
      <Field
        id="secret-name"
        label="Name"
        mono
        autoComplete="off"
        autoCapitalize="characters"
        autoCorrect="off"
        spellCheck={false}
        maxLength={128}
        placeholder="API_KEY"
        value={secret}
        onChange={(event) => {
          set.reset();
          onSecret(event.target.value);
        }}
        hint={known ? 'There is one of this name: it is replaced.' : 'Letters, digits and _.'}
        problem={set.error?.message}
      />
      <TextField
        ref={valueField}
        id="secret-value"
        label="Value"
        mono
        hidden
        rows={1}
        maxLength={32_768}
        value={value}
        onChange={(event) => setValue(event.target.value)}
        hint="Several lines are fine."
      />
      <div className="flex justify-end md:col-span-2">
        <Button type="submit" busy={set.isPending} disabled={!complete} className="max-md:grow">
          {known ? 'Replace secret' : 'Set secret'}
        </Button>
      </div>
    </form>
  );
}
