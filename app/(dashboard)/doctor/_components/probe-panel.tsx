'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Gauge } from 'lucide-react';
import { toast } from 'sonner';
import { notEnforcedBecause } from '../../../_data/not-enforced.ts';
import { useTRPC } from '../../../_data/trpc.ts';
import type { DoctorView } from '../../../_data/types.ts';
import { Button } from '../../../_ui/button.tsx';
import { Panel } from '../../../_ui/panel.tsx';
import { State } from '../../../_ui/state.tsx';
import { Time } from '../../../_ui/time.tsx';

/** Every limit, tried out on this machine: enforced, or not and why. */
export function ProbePanel({ probe }: { probe: DoctorView['probe'] }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const start = useMutation(
    trpc.doctor.probe.mutationOptions({
      onError: (error) => toast.error(error.message),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.doctor.get.queryKey() }),
    }),
  );
  const busy = start.isPending || (probe?.running ?? false);
  return (
    <Panel
      title="Limits, tried out"
      icon={Gauge}
      aside={
        <Button size="table" className="max-md:h-10" busy={busy} onClick={() => start.mutate()}>
          {busy ? 'Probing' : 'Probe again'}
        </Button>
      }
    >
      <p className="mb-2 text-ink-3 text-small" role="status">
        {probeWords(probe, busy)}
        {!busy && probe?.finishedAt && <Time at={probe.finishedAt} />}
      </p>
      <ul>
        {(probe?.results ?? []).map(({ key, title, enforced, detail }) => (
          <li key={key} className="border-line border-t py-2.5 last:pb-0">
            <div className="flex items-baseline justify-between gap-4">
              <span className="min-w-0">{title}</span>
              <span className="shrink-0">
                <State kind={enforced ? 'ok' : 'bad'}>{enforced ? 'Enforced' : 'Not enforced here'}</State>
              </span>
            </div>
            <p className="mt-0.5 break-words text-ink-2 text-small">
              {enforced ? detail : `Because ${notEnforcedBecause(detail)}`}
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function probeWords(probe: DoctorView['probe'], busy: boolean): string {
  if (busy) return 'A unit is started over each limit. This takes about a minute.';
  if (!probe?.finishedAt) return 'The limits were not tried out yet.';
  return 'A unit was started over each limit, ';
}
