'use client';

import { useQuery } from '@tanstack/react-query';
import { Coffee, Timer } from 'lucide-react';
import { LIVE } from '../../../../../_data/live.ts';
import { useTRPC } from '../../../../../_data/trpc.ts';
import type { Experiment, IdlingView } from '../../../../../_data/types.ts';
import { untilWhen } from '../../../../../_data/until-when.ts';
import { WORKSPACE_NAMES } from '../../../../../_data/workspaces.ts';
import { Notice } from '../../../../../_ui/notice.tsx';
import { can } from '../../_components/experiment-context.tsx';
import { KeepAwake } from './keep-awake.tsx';

/** Why JupyterLab and code-server run, or when they stop by themselves, and the way to keep them awake. */
export function IdleNotice({ experiment, initial }: { experiment: Experiment; initial: IdlingView | undefined }) {
  const trpc = useTRPC();
  const { data: idling, error } = useQuery({
    ...trpc.idling.get.queryOptions({ name: experiment.name }),
    ...(initial && { initialData: initial }),
    refetchInterval: LIVE,
  });
  if (!idling)
    return error ? <Notice icon={Timer}>When it stops by itself is not known: {error.message}</Notice> : null;
  const { running, keepAwakeUntil } = idling;
  if (running.length === 0 && keepAwakeUntil === null) return null;
  // The line above says that once, in the browser's time zone.
  const reasons = running.filter(({ sentence }) => keepAwakeUntil === null || !sentence.startsWith('Kept awake'));
  return (
    <Notice
      icon={keepAwakeUntil ? Coffee : Timer}
      action={can(experiment, 'operate') && <KeepAwake name={experiment.name} until={keepAwakeUntil} />}
    >
      {keepAwakeUntil && (
        <p suppressHydrationWarning>
          <span className="text-ink">Kept awake until {untilWhen(keepAwakeUntil)}.</span> Nothing of it is stopped for
          being idle before that.
        </p>
      )}
      {reasons.map(({ workspace, sentence }) => (
        <p key={workspace}>
          <span className="text-ink">{WORKSPACE_NAMES[workspace]}:</span> {lowered(sentence)}
        </p>
      ))}
    </Notice>
  );
}

/** "Stops in 23 min unless something runs" → "stops in 23 min unless something runs." */
function lowered(sentence: string): string {
  const text = sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
  return text.endsWith('.') ? text : `${text}.`;
}
