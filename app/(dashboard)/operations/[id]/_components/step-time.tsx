'use client';

import { useEffect, useState } from 'react';
import { duration } from '../../../../_data/format.ts';
import type { OperationStep } from '../../../../_data/types.ts';

/** How long a step took, or runs already. */
export function StepTime({ step: { state, startedAt, finishedAt } }: { step: OperationStep }) {
  const running = state === 'running' && startedAt !== null && finishedAt === null;
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, [running]);
  const end = finishedAt ? Date.parse(finishedAt) : running ? now : null;
  if (startedAt === null || end === null || state === 'pending') return null;
  return <span className="shrink-0 text-ink-3 tabular-nums">{duration(end - Date.parse(startedAt))}</span>;
}
