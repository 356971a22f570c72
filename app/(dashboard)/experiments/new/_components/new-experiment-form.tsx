'use client';

import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { MAX_NAME_LENGTH, NAME_RULE } from '../../../../../server/shared/names.ts';
import { useTRPC } from '../../../../_data/trpc.ts';
import type { Bounds, Template } from '../../../../_data/types.ts';
import { useNameCheck } from '../../../../_data/use-name-check.ts';
import { Button, ButtonLink } from '../../../../_ui/button.tsx';
import { ErrorState } from '../../../../_ui/error-state.tsx';
import { AS_TYPED, Field } from '../../../../_ui/field.tsx';
import { State } from '../../../../_ui/state.tsx';
import { LimitsDisclosure } from './limits-disclosure.tsx';
import { Several } from './several.tsx';
import { ExperimentSource, GitSource } from './source-fields.tsx';
import { FROM_EXPERIMENT, FROM_GIT, TemplateChoice } from './template-choice.tsx';
import { useNewExperiment } from './use-new-experiment.ts';
import { WhatItMakes } from './what-it-makes.tsx';

interface Props {
  templates: Template[] | undefined;
  bounds: Bounds | undefined;
}

/** Asks for the name and the beginning of a new experiment and shows what will be made; leads to the progress. */
export function NewExperimentForm({ templates, bounds: initialBounds }: Props) {
  const trpc = useTRPC();
  const nameInput = useRef<HTMLInputElement>(null);
  const [left, setLeft] = useState(false);
  const [limitsOpen, setLimitsOpen] = useState(false);
  const bounds = useQuery({
    ...trpc.limits.bounds.queryOptions(),
    ...(initialBounds && { initialData: initialBounds }),
  }).data;
  const known = useQuery({
    ...trpc.templates.list.queryOptions(undefined, { staleTime: Number.POSITIVE_INFINITY }),
    ...(templates && { initialData: templates }),
  }).data;
  const form = useNewExperiment(bounds, known);
  const { name, several, choice, busy } = form;
  const check = useNameCheck(several && name !== '' ? `${name}-1` : name);
  // Of several, those whose name is taken are left out and the others are made.
  const taken = several && check.state === 'refused' && check.reason !== NAME_RULE;
  const refused = !taken && (check.state === 'refused' || check.state === 'empty');
  // The rule turns into an error when the person has left the field or the name is really taken.
  const problem =
    check.state === 'refused' && !taken && (left || check.reason !== NAME_RULE) ? check.reason : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setLeft(true);
    if (busy) return;
    if (refused) {
      nameInput.current?.focus();
      return;
    }
    if (Object.keys(form.limitProblems).length > 0) setLimitsOpen(true);
    form.submit();
  };

  const sourceProps = { texts: form.source, problem: form.sourceProblem, onChange: form.changeSource };
  return (
    <div className="grid max-w-[1060px] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
      <form
        onSubmit={submit}
        noValidate
        className="flex flex-col gap-5 rounded-panel border border-line bg-panel p-[18px]"
      >
        <Field
          ref={nameInput}
          id="name"
          label={several ? 'Name that the number is put after' : 'Name'}
          mono
          autoFocus
          required
          {...AS_TYPED}
          maxLength={several ? MAX_NAME_LENGTH - 4 : MAX_NAME_LENGTH}
          placeholder="sensor-lab"
          value={name}
          onChange={(event) => form.setName(event.target.value.toLowerCase().replace(/[\s_]/g, '-'))}
          onBlur={() => setLeft(name !== '')}
          hint={taken ? `There is a ${name}-1 already. Names that are taken are left out.` : NAME_RULE}
          noteLines={2}
          problem={problem}
          aside={
            <span aria-live="polite">
              {check.state === 'checking' && <State kind="busy">Checking</State>}
              {check.state === 'free' && <State kind="ok">{several ? `${name}-1 is free` : 'Free'}</State>}
            </span>
          }
        />
        {!several && (
          <Field
            id="displayName"
            label="Display name (optional)"
            autoComplete="off"
            maxLength={80}
            placeholder="Temperature sensors, autumn"
            value={form.displayName}
            onChange={(event) => form.setDisplayName(event.target.value)}
            hint="What it is about, in your own words. It can hold any characters."
          />
        )}
        <TemplateChoice initial={templates} value={choice} onChange={form.setChoice} templatesOnly={several} />
        {choice === FROM_GIT && <GitSource {...sourceProps} />}
        {choice === FROM_EXPERIMENT && <ExperimentSource {...sourceProps} />}
        {!several && bounds && form.limits && (
          <LimitsDisclosure
            bounds={bounds}
            texts={form.limits}
            problems={form.limitProblems}
            open={limitsOpen}
            onOpen={setLimitsOpen}
            onChange={form.setLimit}
          />
        )}
        <Several
          on={several}
          count={form.count}
          name={name}
          problem={form.countProblem}
          onToggle={(on) => {
            form.setSeveral(on);
            if (on && (choice === FROM_GIT || choice === FROM_EXPERIMENT)) form.setChoice('empty');
          }}
          onCount={form.setCount}
        />
        {form.error && (
          <ErrorState title={several ? 'Nothing was created' : 'The experiment was not created'}>
            {form.error.message}
          </ErrorState>
        )}
        <div className="flex gap-3 max-md:flex-col">
          <Button type="submit" look="primary" busy={busy}>
            {busy ? 'Creating' : several ? 'Create experiments' : 'Create experiment'}
          </Button>
          <ButtonLink href="/experiments" look="quiet">
            Cancel
          </ButtonLink>
        </div>
      </form>
      <WhatItMakes
        name={several ? `${name}-1` : name}
        valid={!refused}
        installs={form.template?.installs ?? ''}
        className="lg:sticky lg:top-7"
      />
    </div>
  );
}
