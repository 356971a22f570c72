'use client';

import { useState } from 'react';
import type { PlatformSettings } from '../../../_data/types.ts';
import { busyProblem, IdlingFields } from '../../../_ui/idling-fields.tsx';
import { SettingsForm } from '../../../_ui/settings-form.tsx';
import { useSave } from './use-save.ts';

/** When workspaces are stopped where an experiment says nothing else. */
export function IdlingDefaults({ settings }: { settings: PlatformSettings }) {
  const [edited, setEdited] = useState<PlatformSettings['idling'] | null>(null);
  const value = edited ?? settings.idling;
  const save = useSave(() => setEdited(null));
  return (
    <SettingsForm
      changed={JSON.stringify(value) !== JSON.stringify(settings.idling)}
      busy={save.isPending}
      problem={save.error?.message}
      note="Holds from the next minute on."
      onReset={() => setEdited(null)}
      onSubmit={() => {
        if (!busyProblem(value.busyCpuPercent)) save.mutate({ idling: value });
      }}
    >
      <IdlingFields id="platform-idling" value={value} onChange={setEdited} />
    </SettingsForm>
  );
}
