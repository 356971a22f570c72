'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { LIMITS } from '../../../../../../../server/shared/limits.ts';
import { bytes } from '../../../../../../_data/format.ts';
import { type LimitKey, type LimitTexts, limitTexts, limitValue, readLimits } from '../../../../../../_data/limits.ts';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { Experiment, LimitsView } from '../../../../../../_data/types.ts';
import { LimitField } from '../../../../../../_ui/limit-field.tsx';
import { PartQuery } from '../../../../../../_ui/part-query.tsx';
import { SettingsForm } from '../../../../../../_ui/settings-form.tsx';
import { limitNote } from './limit-note.tsx';

/** The limits with what is used of each now, what the person may set at most, and which this machine does not enforce. */
export function LimitSettings({ experiment, initial }: { experiment: Experiment; initial: LimitsView | undefined }) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.limits.get.queryOptions({ name: experiment.name }),
    ...(initial && { initialData: initial }),
  });
  return (
    <PartQuery query={query} title="The limits could not be loaded" height="h-[480px]">
      {(view) => <LimitForm experiment={experiment} view={view} />}
    </PartQuery>
  );
}

function LimitForm({ experiment, view }: { experiment: Experiment; view: LimitsView }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { name } = experiment;
  const [typed, setTyped] = useState<Partial<LimitTexts>>({});
  const saved = limitTexts(view.limits);
  const texts = { ...saved, ...typed };
  const changed = LIMITS.filter((key) => texts[key] !== saved[key]);
  const { problems } = readLimits(texts, view.maxima);
  const update = useMutation(
    trpc.limits.update.mutationOptions({
      onSuccess: async () => {
        await Promise.all([
          queryClient.invalidateQueries({ queryKey: trpc.limits.get.queryKey({ name }) }),
          queryClient.invalidateQueries({ queryKey: trpc.experiments.get.queryKey({ name }) }),
        ]);
        setTyped({});
        toast.success('The new limits hold.');
      },
    }),
  );
  const used = usedNow(experiment, view);
  const set = (key: LimitKey) => (text: string) => {
    update.reset();
    setTyped({ ...typed, [key]: text });
  };
  const broken =
    changed.some((key) => problems[key]) || (problems.memoryHighBytes && changed.includes('memoryMaxBytes'));
  return (
    <SettingsForm
      changed={changed.length > 0}
      busy={update.isPending}
      problem={update.error?.message ?? (broken ? 'Mend what is marked first.' : undefined)}
      note="Holds at once; what runs goes on."
      onReset={() => setTyped({})}
      onSubmit={() => {
        // A limit that stays may be above what may be set today: only those that were changed are read and sent.
        const read = changed.map((key) => [key, limitValue(key, texts[key])] as const);
        if (broken || read.some(([, value]) => value === null)) return;
        update.mutate({ name, limits: Object.fromEntries(read) });
      }}
    >
      <div className="grid gap-x-5 gap-y-3 md:grid-cols-2">
        {LIMITS.map((key) => (
          <LimitField
            key={key}
            id={`limit-${key}`}
            limit={key}
            text={texts[key]}
            onChange={set(key)}
            problem={changed.includes(key) || key === 'memoryHighBytes' ? problems[key] : undefined}
            aside={used[key]}
            hint={limitNote(key, view)}
          />
        ))}
      </div>
    </SettingsForm>
  );
}

/** What of a limit is used now, where it is known. */
function usedNow({ memoryBytes, database, diskBytes }: Experiment, { disk }: LimitsView): Partial<LimitTexts> {
  const size = disk?.bytes ?? diskBytes;
  return {
    ...(memoryBytes !== null && { memoryMaxBytes: `${bytes(memoryBytes)} now` }),
    ...(size !== null && { diskBytes: `${bytes(size)} now` }),
    ...(database.connections !== null && { databaseConnections: `${database.connections} now` }),
  };
}
