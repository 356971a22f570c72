import { Counter, Gauge, Registry } from 'prom-client';

/** One value of a metric. A null value is not known, and is left out of the page. */
export interface Sample {
  labels: Record<string, string>;
  value: number | null;
}

/** A metric with all its samples. */
export interface Family {
  name: string;
  help: string;
  type: 'counter' | 'gauge';
  samples: Sample[];
}

export const CONTENT_TYPE = Registry.PROMETHEUS_CONTENT_TYPE;

/**
 * Writes metrics in Prometheus' text format. The registry lives for one page: what ended is gone from the next one, and a
 * metric without any known value does not appear, where the library would write 0 for it.
 */
export async function renderPage(families: readonly Family[]): Promise<string> {
  const registry = new Registry();
  for (const { name, help, type, samples } of families) {
    const known = samples.filter((sample): sample is Sample & { value: number } => sample.value !== null);
    if (known.length === 0) continue;
    const options = { name, help, labelNames: Object.keys(known[0]?.labels ?? {}), registers: [registry] };
    if (type === 'counter') {
      const counter = new Counter(options);
      for (const { labels, value } of known) counter.inc(labels, value);
    } else {
      const gauge = new Gauge(options);
      for (const { labels, value } of known) gauge.set(labels, value);
    }
  }
  return registry.metrics();
}
