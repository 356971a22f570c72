'use client';

import type { IdlingView, LimitsView, SecretEntry, SshKeysView } from '../../../../../../_data/types.ts';
import { SettingsGroup } from '../../../../../../_ui/settings-form.tsx';
import { useExperiment } from '../../../_components/experiment-context.tsx';
import { DangerZone } from './danger-zone.tsx';
import { IdlingSettings } from './idling-settings.tsx';
import { LimitSettings } from './limit-settings.tsx';
import { RenewSettings } from './renew-settings.tsx';
import { SecretSettings } from './secret-settings.tsx';
import { SshKeySettings } from './ssh-key-settings.tsx';

interface Props {
  initial: {
    limits: LimitsView | undefined;
    idling: IdlingView | undefined;
    secrets: SecretEntry[] | undefined;
    keys: SshKeysView | undefined;
  };
}

/** What the owner of an experiment sets. */
export function ExperimentSettings({ initial }: Props) {
  const experiment = useExperiment();
  return (
    <div>
      <SettingsGroup
        title="Limits"
        description="What everything of it together may use. A change holds at once, without a restart."
      >
        <LimitSettings experiment={experiment} initial={initial.limits} />
      </SettingsGroup>
      <SettingsGroup
        title="Idling"
        description="JupyterLab and code-server are stopped when nothing runs in them. A busy kernel, a terminal at work or a cell without a browser keeps them."
      >
        <IdlingSettings name={experiment.name} initial={initial.idling} />
      </SettingsGroup>
      <SettingsGroup
        title="Secrets"
        description="Variables in the environment of everything that starts in it. A value can be replaced, and is never shown again."
      >
        <SecretSettings name={experiment.name} initial={initial.secrets} />
      </SettingsGroup>
      <SettingsGroup
        title="Passwords and tokens"
        description="The platform’s own, of the database, the repository and the figures. Whoever may open it can read them inside."
      >
        <RenewSettings experiment={experiment} />
      </SettingsGroup>
      <SettingsGroup title="SSH" description="People whose key is here log in to a shell inside the experiment.">
        <SshKeySettings name={experiment.name} initial={initial.keys} />
      </SettingsGroup>
      <SettingsGroup danger title="Danger zone" description="Both stop everything of it, and ask for its name first.">
        <DangerZone experiment={experiment} />
      </SettingsGroup>
    </div>
  );
}
