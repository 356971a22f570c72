'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import uPlot from 'uplot';
import { clock, UNKNOWN } from '../_data/format.ts';
import type { MetricPoint } from '../_data/types.ts';
import { axisWidth, chartOptions, HEADROOM } from './chart-options.ts';
import 'uplot/dist/uPlot.min.css';

interface Props {
  caption: string;
  points: readonly MetricPoint[];
  /** Drawn as a dashed line when the values come near it. */
  limit: number;
  format: (value: number) => string;
  /** The point under the pointer, null when there is none. */
  onPoint: (point: MetricPoint | null) => void;
}

const CHART_HEIGHT = 128;

/** A series over time. The canvas is for the eye; the same figures stand in a table for a screen reader. */
export function Chart({ caption, points, limit, format, onPoint }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const report = useEffectEvent((index: number | null) => onPoint(index === null ? null : (points[index] ?? null)));
  const top = scaleTop(points, limit);
  const draw = useEffectEvent((element: HTMLDivElement) => {
    const options = chartOptions({
      width: element.clientWidth,
      height: CHART_HEIGHT,
      top,
      limit,
      format,
      onIndex: report,
    });
    return new uPlot(options, columns(points), element);
  });

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const made = draw(element);
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: CHART_HEIGHT }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = null;
    };
  }, [top, limit]);
  useEffect(() => plot.current?.setData(columns(points)), [points]);

  const first = points[0];
  const middle = points[Math.floor(points.length / 2)];
  return (
    <div>
      <div aria-hidden>
        <div ref={box} style={{ height: CHART_HEIGHT }} />
        <div
          className="mt-1 flex justify-between text-ink-3 text-label"
          style={{ paddingRight: axisWidth(top, limit, format) }}
        >
          <span suppressHydrationWarning>{first && clock(first.t)}</span>
          <span suppressHydrationWarning>{middle && clock(middle.t)}</span>
          <span>now</span>
        </div>
      </div>
      <ChartTable caption={caption} points={points} format={format} />
    </div>
  );
}

/** Every fifth minute is enough to hear how a figure went. */
function ChartTable({ caption, points, format }: Pick<Props, 'caption' | 'points' | 'format'>) {
  const rows = points.filter((_, index) => (points.length - 1 - index) % 5 === 0);
  return (
    <div className="sr-only">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ t, v }) => (
            <tr key={t}>
              <th scope="row" suppressHydrationWarning>
                {clock(t)}
              </th>
              <td>{v === null ? UNKNOWN : format(v)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columns(points: readonly MetricPoint[]): uPlot.AlignedData {
  return [points.map(({ t }) => t), points.map(({ v }) => v)];
}

/** Up to the limit when the values come near it, else twice to four times what they reach, so that small ones can be seen. */
function scaleTop(points: readonly MetricPoint[], limit: number): number {
  const highest = Math.max(0, ...points.map(({ v }) => v ?? 0));
  let top = limit * HEADROOM;
  while (highest > 0 && top / 2 > highest * 1.6 && top > limit / 64) top /= 2;
  return top;
}
