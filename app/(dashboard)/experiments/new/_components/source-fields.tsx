'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTRPC } from '../../../../_data/trpc.ts';
import { AS_TYPED, Field } from '../../../../_ui/field.tsx';
import { Switch } from '../../../../_ui/switch.tsx';

export interface SourceTexts {
  url: string;
  experiment: string;
  withDatabase: boolean;
}

interface Props {
  texts: SourceTexts;
  problem: string | undefined;
  onChange: (change: Partial<SourceTexts>) => void;
}

/** The address of a repository to begin with. */
export function GitSource({ texts, problem, onChange }: Props) {
  return (
    <Field
      {...AS_TYPED}
      id="source-url"
      label="Git address"
      type="text"
      inputMode="url"
      mono
      maxLength={1024}
      placeholder="https://git.example.org/group/project.git"
      value={texts.url}
      onChange={(event) => onChange({ url: event.target.value })}
      problem={problem}
      hint="It begins with https:// and can be cloned without a password. Its history comes along."
    />
  );
}

/** The experiment to copy, found as its name is typed. */
export function ExperimentSource({ texts, problem, onChange }: Props) {
  const trpc = useTRPC();
  const search = useDeferredValue(texts.experiment).trim();
  const found = useQuery(
    trpc.experiments.list.queryOptions(
      { search, filter: 'current', sort: 'name', descending: false, pageSize: 12 },
      { placeholderData: keepPreviousData, staleTime: 10_000 },
    ),
  );
  const names = found.data?.items.filter(({ state }) => state === 'ready' || state === 'stopped') ?? [];
  return (
    <>
      <Field
        {...AS_TYPED}
        id="source-experiment"
        label="Experiment to copy"
        mono
        list="source-experiments"
        maxLength={64}
        value={texts.experiment}
        onChange={(event) => onChange({ experiment: event.target.value.trim().toLowerCase() })}
        problem={problem}
        hint="One that you may open. It goes on as it is; nothing in it changes."
      />
      <datalist id="source-experiments">
        {names.map(({ id, name, displayName }) => (
          <option key={id} value={name}>
            {displayName}
          </option>
        ))}
      </datalist>
      <div className="flex items-center justify-between gap-4">
        <div>
          <div id="with-database">Copy its database too</div>
          <div className="text-ink-3 text-small">Tables and rows as they are at that moment.</div>
        </div>
        <Switch
          labelledBy="with-database"
          checked={texts.withDatabase}
          onChange={(withDatabase) => onChange({ withDatabase })}
        />
      </div>
    </>
  );
}
