'use client';

import { toast } from 'sonner';
import type { PlatformSettings } from '../../../_data/types.ts';
import { Switch } from '../../../_ui/switch.tsx';
import { useSave } from './use-save.ts';

/** Whether what can be mended is mended without being asked. */
export function DriftSetting({ settings: { drift } }: { settings: PlatformSettings }) {
  const save = useSave();
  const automatic = (save.isPending ? save.variables.drift?.mend : drift.mend) === 'automatic';
  return (
    <div className="flex items-center justify-between gap-4 rounded-panel border border-line bg-panel p-[18px]">
      <div>
        <div id="mend">Mend by itself</div>
        <p className="text-ink-2 text-small">
          {automatic
            ? 'What can be mended is mended as soon as it is found. It stands in the activity.'
            : 'It is shown here and on the experiment’s page, and waits for a press of “Mend”.'}
        </p>
      </div>
      <Switch
        labelledBy="mend"
        checked={automatic}
        onChange={(to) =>
          save.mutate(
            { drift: { mend: to ? 'automatic' : 'by-hand' } },
            { onError: (error) => toast.error(error.message) },
          )
        }
      />
    </div>
  );
}
