import type uPlot from 'uplot';

/** Pixels between the plot and the values at its right. */
const AXIS_GAP = 8;
/** How far the scale goes past its upper value. */
export const HEADROOM = 1.08;

/** The values with a line across: nothing, the middle and the upper one, which is the limit where it is in sight. */
function valuesAcross(top: number, limit: number): number[] {
  const upper = top > limit ? limit : top / HEADROOM;
  return [0, upper / 2, upper];
}

/** Room that the values at the right take. */
export function axisWidth(top: number, limit: number, format: (value: number) => string): number {
  return AXIS_GAP + 7.2 * Math.max(...valuesAcross(top, limit).map((value) => format(value).length));
}

interface Input {
  width: number;
  height: number;
  /** The value at the upper edge. */
  top: number;
  limit: number;
  format: (value: number) => string;
  onIndex: (index: number | null) => void;
}

/** The one look of a chart: a line with a soft area, three lines across and their values, the limit dashed. */
export function chartOptions({ width, height, top, limit, format, onIndex }: Input): uPlot.Options {
  const token = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(`--color-${name}`);
  const accent = token('accent');
  const line = token('line');
  return {
    width,
    height,
    padding: [6, 0, 7, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 7, fill: accent, stroke: token('panel'), width: 2 },
    },
    scales: { x: { time: true }, y: { range: [0, top] } },
    axes: [
      { show: false },
      {
        side: 1,
        size: axisWidth(top, limit, format),
        gap: AXIS_GAP,
        splits: () => valuesAcross(top, limit),
        values: (_, splits) => splits.map((value) => (value === 0 ? '0' : format(value))),
        stroke: token('ink-3'),
        font: '12px "Geist Variable", sans-serif',
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
      },
    ],
    series: [
      {},
      { stroke: accent, width: 1.75, fill: 'oklch(0.8 0.115 215 / 0.1)', points: { show: false }, spanGaps: false },
    ],
    hooks: {
      setCursor: [(plot) => onIndex(plot.cursor.idx ?? null)],
      draw: [(plot) => drawLimit(plot, limit, token('bad'))],
    },
  };
}

function drawLimit(plot: uPlot, limit: number, colour: string): void {
  if (limit > (plot.scales.y?.max ?? 0)) return;
  const { ctx, bbox } = plot;
  const y = Math.round(plot.valToPos(limit, 'y', true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.restore();
}
