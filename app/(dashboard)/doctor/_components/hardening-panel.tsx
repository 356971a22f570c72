import { ShieldCheck } from 'lucide-react';
import type { DoctorView } from '../../../_data/types.ts';
import { Mono, Panel } from '../../../_ui/panel.tsx';
import { State } from '../../../_ui/state.tsx';

/** Where the protection of the platform's own programs is less than their units say. */
export function HardeningPanel({ hardening }: { hardening: DoctorView['hardening'] }) {
  return (
    <Panel title="Hardening" icon={ShieldCheck}>
      {hardening.length === 0 && <State kind="ok">Every unit is protected as its file says.</State>}
      <ul>
        {hardening.map(({ unit, problem }) => (
          <li key={`${unit} ${problem}`} className="border-line not-first:border-t py-2 first:pt-0 last:pb-0">
            <Mono>{unit}</Mono>
            <p className="break-words text-ink-2 text-small">{problem}</p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
