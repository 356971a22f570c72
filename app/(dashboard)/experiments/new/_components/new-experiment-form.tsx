'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type FormEvent, useRef, useState } from 'react';
import { MAX_NAME_LENGTH, NAME_RULE } from '../../../../../server/shared/names.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import { useNameCheck } from '../../../../_data/use-name-check.ts';
import { Button, ButtonLink } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { Field } from '../../../../_ui/field.tsx';
import { State } from '../../../../_ui/state.tsx';
import { WhatItMakes } from './what-it-makes.tsx';

/** Asks for the name of a new experiment and shows what will be made; leads to the progress. */
export function NewExperimentForm() {
  const trpc = useTRPC();
  const router = useRouter();
  const [name, setName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [left, setLeft] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const check = useNameCheck(name);
  const create = useMutation(
    trpc.experiments.create.mutationOptions({
      onSuccess: ({ operationId }) => router.push(`/operations/${operationId}`),
    }),
  );
  // The rule turns into an error when the person has left the field or the name is really taken.
  const problem = check.state === 'refused' && (left || check.reason !== NAME_RULE) ? check.reason : undefined;
  const busy = create.isPending || create.isSuccess;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLeft(true);
    if (busy) return;
    if (check.state === 'refused' || check.state === 'empty') {
      nameInput.current?.focus();
      return;
    }
    create.mutate({ name, displayName: displayName.trim() });
  };

  return (
    <div className="grid max-w-[960px] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_400px]">
      <form onSubmit={submit} className="flex flex-col gap-5 rounded-panel border border-line bg-panel p-[18px]">
        <Field
          ref={nameInput}
          id="name"
          label="Name"
          mono
          autoFocus
          required
          autoComplete="off"
          autoCapitalize="none"
          autoCorrect="off"
          spellCheck={false}
          maxLength={MAX_NAME_LENGTH}
          placeholder="sensor-lab"
          value={name}
          onChange={(event) => setName(event.target.value.toLowerCase().replace(/[\s_]/g, '-'))}
          onBlur={() => setLeft(name !== '')}
          hint={NAME_RULE}
          noteLines={2}
          problem={problem}
          aside={
            <span aria-live="polite">
              {check.state === 'checking' && <State kind="busy">Checking</State>}
              {check.state === 'free' && <State kind="ok">Free</State>}
            </span>
          }
        />
        <Field
          id="displayName"
          label="Display name (optional)"
          autoComplete="off"
          maxLength={80}
          placeholder="Temperature sensors, autumn"
          value={displayName}
          onChange={(event) => setDisplayName(event.target.value)}
          hint="What it is about, in your own words. It can hold any characters."
        />
        {create.error && <ErrorState title="The experiment was not created">{create.error.message}</ErrorState>}
        <div className="flex gap-3 max-md:flex-col">
          <Button type="submit" look="primary" busy={busy}>
            {busy ? 'Creating' : 'Create experiment'}
          </Button>
          <ButtonLink href="/experiments" look="quiet">
            Cancel
          </ButtonLink>
        </div>
      </form>
      <WhatItMakes name={name} valid={check.state !== 'refused' && check.state !== 'empty'} />
    </div>
  );
}
