'use client';

import { Switch } from '../../../../../../_ui/switch.tsx';

interface Props {
  /** Who could read them until now. */
  who: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Whether the experiment's passwords and tokens are changed along with what is taken from somebody. */
export function RenewSwitch({ who, checked, onChange }: Props) {
  return (
    <div className="flex items-start justify-between gap-4">
      <div>
        <span id="renew-too" className="text-small">
          Also change its passwords and tokens and restart what runs
        </span>
        <p className="mt-0.5 text-ink-2 text-small">
          {who} could read them, and may have left something running. Notebooks lose what they have in memory, and open
          tabs have to be loaded again.
        </p>
      </div>
      <div className="pt-0.5">
        <Switch labelledBy="renew-too" checked={checked} onChange={onChange} />
      </div>
    </div>
  );
}
