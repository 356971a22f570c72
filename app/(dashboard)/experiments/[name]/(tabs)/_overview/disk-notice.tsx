'use client';

import { useQuery } from '@tanstack/react-query';
import { HardDrive } from 'lucide-react';
import { bytes, bytesOf } from '../../../../../_data/format.ts';
import { useTRPC } from '../../../../../_data/trpc.ts';
import type { Experiment, LimitsView } from '../../../../../_data/types.ts';
import { ButtonLink } from '../../../../../_ui/button.tsx';
import { Notice } from '../../../../../_ui/notice.tsx';
import { can } from '../../_components/experiment-context.tsx';

const EVERY = 30_000;

/** Warns when the home comes near its limit, and says what was done when it reached it. Silent otherwise. */
export function DiskNotice({ experiment, initial }: { experiment: Experiment; initial: LimitsView | undefined }) {
  const trpc = useTRPC();
  const { data } = useQuery({
    ...trpc.limits.get.queryOptions({ name: experiment.name }),
    ...(initial && { initialData: initial }),
    refetchInterval: EVERY,
  });
  const disk = data?.disk;
  if (!data || !disk || disk.level === 'ok') return null;
  const { diskBytes } = data.limits;
  return (
    <Notice
      icon={HardDrive}
      warning
      action={
        can(experiment, 'manage') && (
          <ButtonLink href={`/experiments/${experiment.name}/settings`} size="table" className="max-md:h-10">
            Change the limit
          </ButtonLink>
        )
      }
    >
      <span className="text-ink">
        {disk.level === 'over'
          ? `The home is over its limit: ${bytesOf(disk.bytes, diskBytes)}.`
          : `The home is nearly full: ${bytesOf(disk.bytes, diskBytes)}.`}
      </span>{' '}
      {disk.action ??
        (disk.level === 'near'
          ? `At ${bytes(diskBytes)} writing fails or the experiment is stopped. Remove what is not needed any more.`
          : 'Remove what is not needed any more.')}
    </Notice>
  );
}
