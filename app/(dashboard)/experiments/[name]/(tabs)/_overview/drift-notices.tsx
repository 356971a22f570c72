'use client';

import { useQuery } from '@tanstack/react-query';
import { Unplug } from 'lucide-react';
import { useTRPC } from '../../../../../_data/trpc.ts';
import type { DriftFinding, Experiment } from '../../../../../_data/types.ts';
import { MendButton } from '../../../../../_ui/mend-button.tsx';
import { Notice } from '../../../../../_ui/notice.tsx';
import { can } from '../../_components/experiment-context.tsx';

const EVERY = 15_000;

/** Where the machine is not as the experiment should be, each with what would mend it. */
export function DriftNotices({ experiment, initial }: { experiment: Experiment; initial: DriftFinding[] | undefined }) {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.drift.list.queryOptions({ name: experiment.name }),
    ...(initial && { initialData: initial }),
    refetchInterval: EVERY,
  });
  return data?.map(({ id, summary, remedy, mendable }) => (
    <Notice
      key={id}
      icon={Unplug}
      warning
      action={mendable && can(experiment, 'manage') && <MendButton id={id} what={summary} />}
    >
      <span className="text-ink">{summary}</span> {remedy}
    </Notice>
  ));
}
