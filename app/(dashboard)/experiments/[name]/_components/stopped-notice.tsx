'use client';

import { Power } from 'lucide-react';
import { isMoving } from '../../../../_data/experiment-state.ts';
import type { Experiment } from '../../../../_data/types.ts';
import { Notice } from '../../../../_ui/notice.tsx';
import { can } from './experiment-context.tsx';

/** What it means that an experiment is stopped. The way to start it is in the heading. */
export function StoppedNotice({ experiment }: { experiment: Experiment }) {
  if (experiment.state !== 'stopped' || isMoving(experiment)) return null;
  const other = experiment.ownerMissing ? 'an administrator' : experiment.owner;
  return (
    <Notice icon={Power}>
      Nothing of it runs, and nothing starts by itself. Files, database and repository are as they were
      {can(experiment, 'operate') ? '.' : `; ${other} or an operator can start it.`}
    </Notice>
  );
}
