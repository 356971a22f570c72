/** One line of the bench's table. A ratio says what it was measured against. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  against?: string;
}

/** The value below which the share `share` of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** p50 and p95 of seconds. */
export function spread(name: string, seconds: readonly number[]): Figure[] {
  return [
    { name: `${name}, p50 of ${seconds.length}`, value: percentile(seconds, 0.5), unit: 's' },
    { name: `${name}, p95 of ${seconds.length}`, value: percentile(seconds, 0.95), unit: 's' },
  ];
}

/** What the platform took, what the bare programs took, and how many times as long that is. */
export function compared(name: string, ours: number, theirs: number, against: string): Figure[] {
  return [
    { name, value: ours, unit: 's' },
    { name: `${name}, bare`, value: theirs, unit: 's' },
    { name: `${name}, ratio`, value: ours / theirs, unit: '×', against },
  ];
}

/** The figures as a table for a terminal. */
export function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map((figure) => figure.name.length));
  return figures
    .map(({ name, value, unit, against }) => {
      const shown = value >= 100 ? value.toFixed(0) : value.toFixed(2);
      return `${name.padEnd(width)}  ${shown.padStart(8)} ${unit}${against ? `  (against ${against})` : ''}`;
    })
    .join('\n');
}
