'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import Link from 'next/link';
import { toast } from 'sonner';
import { useTRPC } from '../../../_data/trpc.ts';
import type { DriftFinding } from '../../../_data/types.ts';
import { Button } from '../../../_ui/button.tsx';
import { MendButton } from '../../../_ui/mend-button.tsx';
import { Mono, Panel } from '../../../_ui/panel.tsx';
import { State } from '../../../_ui/state.tsx';
import { Time } from '../../../_ui/time.tsx';

/** Where the machine is not as the database says, and what mends it. */
export function DriftPanel({ drift, checkedAt }: { drift: readonly DriftFinding[]; checkedAt: string | null }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const check = useMutation(
    trpc.drift.check.mutationOptions({
      onSuccess: () => toast.success('The machine is being looked over. What is found appears here.'),
      onError: (error) => toast.error(error.message),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.doctor.get.queryKey() }),
    }),
  );
  return (
    <Panel
      title="Drift"
      icon={Unplug}
      aside={
        <Button size="table" className="max-md:h-10" busy={check.isPending} onClick={() => check.mutate()}>
          Look again
        </Button>
      }
    >
      <p className="mb-2 text-ink-3 text-small">
        {checkedAt ? (
          <>
            Experiments compared with what is on the machine, <Time at={checkedAt} />
          </>
        ) : (
          'The machine was not looked over yet.'
        )}
      </p>
      {drift.length === 0 && checkedAt && <State kind="ok">Everything is as it should be.</State>}
      <ul>
        {drift.map((finding) => (
          <Finding key={finding.id} finding={finding} />
        ))}
      </ul>
    </Panel>
  );
}

function Finding({
  finding: { id, experimentName, subject, summary, remedy, mendable, foundAt },
}: {
  finding: DriftFinding;
}) {
  return (
    <li className="flex items-start justify-between gap-4 border-line border-t py-2.5 last:pb-0">
      <div className="min-w-0">
        <State kind="bad">
          <span className="break-words">{summary}</span>
        </State>
        <p className="mt-0.5 break-words text-ink-2 text-small">{remedy}</p>
        <p className="mt-0.5 text-ink-3 text-label">
          {experimentName ? (
            <Link href={`/experiments/${experimentName}`} className="underline underline-offset-4 hover:text-ink">
              {experimentName}
            </Link>
          ) : (
            <Mono>{subject}</Mono>
          )}
          {' · found '}
          <Time at={foundAt} />
        </p>
      </div>
      {mendable && <MendButton id={id} what={summary} />}
    </li>
  );
}
