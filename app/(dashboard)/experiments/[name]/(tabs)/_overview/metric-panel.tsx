'use client';

import type { LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { clock, UNKNOWN } from '../../../../../_data/format.ts';
import type { MetricPoint } from '../../../../../_data/types.ts';
import { Chart } from '../../../../../_ui/chart.tsx';
import { cx } from '../../../../../_ui/class-names.ts';
import { Panel } from '../../../../../_ui/panel.tsx';

interface Props {
  title: string;
  icon: LucideIcon;
  now: number | null;
  format: (value: number) => string;
  /** What the figure is measured against. */
  note: string;
  points: readonly MetricPoint[];
  limit: number;
  problem: string | null;
  /** What stands in the place of the line when there is none and nothing is wrong. */
  none: string;
}

/** One figure now and its last hour. Pointing at the line shows the figure of that minute in the place of the current one. */
export function MetricPanel({ title, icon, now, format, note, points, limit, problem, none }: Props) {
  const [pointed, setPointed] = useState<MetricPoint | null>(null);
  const shown = pointed?.v ?? (pointed ? null : now);
  return (
    <Panel title={title} icon={icon}>
      <p className="mb-4 flex items-baseline gap-2">
        <span className={cx('font-semibold text-figure tracking-[-0.02em]', shown === null && 'text-ink-3')}>
          {shown === null ? UNKNOWN : format(shown)}
        </span>
        <span className="text-ink-3 text-small">{pointed ? `at ${clock(pointed.t)}` : note}</span>
      </p>
      {points.filter(({ v }) => v !== null).length > 1 ? (
        <Chart
          caption={`${title} in the last hour`}
          points={points}
          limit={limit}
          format={format}
          onPoint={setPointed}
        />
      ) : (
        <div className="flex h-[150px] items-center justify-center rounded-control border border-line border-dashed px-6 text-center text-ink-2 text-small">
          {problem ?? none}
        </div>
      )}
    </Panel>
  );
}
