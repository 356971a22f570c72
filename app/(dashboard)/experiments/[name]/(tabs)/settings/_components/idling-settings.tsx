'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { toast } from 'sonner';
import { useTRPC } from '../../../../../../_data/trpc.ts';
import type { IdlingView } from '../../../../../../_data/types.ts';
import { busyProblem, IdlingFields } from '../../../../../../_ui/idling-fields.tsx';
import { PartQuery } from '../../../../../../_ui/part-query.tsx';
import { SettingsForm } from '../../../../../../_ui/settings-form.tsx';
import { Switch } from '../../../../../../_ui/switch.tsx';

/** When the workspaces of this experiment are stopped: as everywhere on the platform, or in its own way. */
export function IdlingSettings({ name, initial }: { name: string; initial: IdlingView | undefined }) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.idling.get.queryOptions({ name }),
    ...(initial && { initialData: initial }),
  });
  return (
    <PartQuery query={query} title="The settings for idling could not be loaded" height="h-[300px]">
      {(view) => <IdlingForm name={name} view={view} />}
    </PartQuery>
  );
}

function IdlingForm({ name, view }: { name: string; view: IdlingView }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [edited, setEdited] = useState<{ own: boolean; settings: IdlingView['settings'] } | null>(null);
  const { own, settings } = edited ?? view;
  const update = useMutation(
    trpc.idling.update.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries({ queryKey: trpc.idling.get.queryKey({ name }) });
        setEdited(null);
        toast.success('Saved.');
      },
    }),
  );
  const changed = own !== view.own || (own && JSON.stringify(settings) !== JSON.stringify(view.settings));
  return (
    <SettingsForm
      changed={changed}
      busy={update.isPending}
      problem={update.error?.message}
      note="Holds from the next minute on."
      onReset={() => setEdited(null)}
      onSubmit={() => {
        if (own && busyProblem(settings.busyCpuPercent)) return;
        update.mutate({ name, idling: own ? settings : null });
      }}
    >
      <div className="flex items-center justify-between gap-4">
        <div>
          <div id="idling-own">Settings of its own</div>
          <p className="text-ink-3 text-small">Else those of the platform hold, also when they change.</p>
        </div>
        <Switch labelledBy="idling-own" checked={own} onChange={(to) => setEdited({ own: to, settings })} />
      </div>
      <fieldset disabled={!own} className="mt-5 border-line border-t pt-5 disabled:opacity-60">
        <legend className="sr-only">When it is stopped</legend>
        <IdlingFields id="idling" value={settings} onChange={(to) => setEdited({ own, settings: to })} />
      </fieldset>
    </SettingsForm>
  );
}
