import { Server } from 'lucide-react';
import type { DoctorView } from '../../../_data/types.ts';
import { Mono, Panel } from '../../../_ui/panel.tsx';
import { State, type StateKind } from '../../../_ui/state.tsx';
import { Time } from '../../../_ui/time.tsx';

type Service = DoctorView['services'][number];

const STATES: Record<Service['state'], { kind: StateKind; word: string }> = {
  running: { kind: 'ok', word: 'Running' },
  stopped: { kind: 'off', word: 'Stopped' },
  failed: { kind: 'bad', word: 'Failed' },
  unknown: { kind: 'off', word: 'Unknown' },
};

/** The platform's own programs. */
export function ServicePanel({ services }: { services: readonly Service[] }) {
  return (
    <Panel title="Services" icon={Server}>
      <ul className="-mb-1.5">
        {services.map(({ unit, title, state, since }) => (
          <li
            key={unit}
            className="flex min-h-11 items-center justify-between gap-4 border-line not-first:border-t py-1"
          >
            <div className="min-w-0">
              <div className="truncate">{title}</div>
              <Mono className="text-ink-3">{unit}</Mono>
            </div>
            <div className="shrink-0 text-right">
              <State kind={STATES[state].kind}>{STATES[state].word}</State>
              {since && (
                <div className="text-ink-3 text-label">
                  started <Time at={since} />
                </div>
              )}
              {state === 'failed' && <Mono className="block text-ink-2">journalctl -u {unit}</Mono>}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
