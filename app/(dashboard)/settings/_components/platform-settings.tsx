'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../_data/trpc.ts';
import type { PlatformSettings, TargetsView } from '../../../_data/types.ts';
import { PartQuery } from '../../../_ui/part-query.tsx';
import { SettingsGroup } from '../../../_ui/settings-form.tsx';
import { DriftSetting } from './drift-setting.tsx';
import { IdlingDefaults } from './idling-defaults.tsx';
import { LimitBounds } from './limit-bounds.tsx';
import { Targets } from './targets.tsx';

interface Props {
  initial: { settings: PlatformSettings | undefined; targets: TargetsView | undefined };
}

/** What an administrator sets for the whole platform. */
export function PlatformSettingsView({ initial }: Props) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.settings.get.queryOptions(),
    ...(initial.settings && { initialData: initial.settings }),
  });
  return (
    <PartQuery query={query} title="The settings could not be loaded" height="h-96">
      {(settings) => (
        <div>
          <SettingsGroup
            title="Limits"
            description="What a new experiment gets, and what its owner may set at most. Experiments that are there keep what they have."
          >
            <LimitBounds settings={settings} />
          </SettingsGroup>
          <SettingsGroup
            title="Idling"
            description="When JupyterLab and code-server are stopped, for every experiment without settings of its own."
          >
            <IdlingDefaults settings={settings} />
          </SettingsGroup>
          <SettingsGroup
            title="Drift"
            description="What happens when the machine is not as it should be: a user or unit removed by hand, a database that is missing."
          >
            <DriftSetting settings={settings} />
          </SettingsGroup>
          <SettingsGroup
            title="Places for archives"
            description="Where archives and snapshots go. A place is tried out before it is added: a small object is written, read and removed."
          >
            <Targets settings={settings} initial={initial.targets} />
          </SettingsGroup>
        </div>
      )}
    </PartQuery>
  );
}
