import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { unavailable } from '../shared/errors.ts';
import { PROMETHEUS_TOKEN_FILE, PROMETHEUS_URL } from '../shared/paths.ts';
import { isPortOf } from './port-owner.ts';

/** One value at a time, in Unix seconds. */
export interface Point {
  t: number;
  v: number;
}

/** A time series that answers an instant query. */
export interface InstantSeries extends Point {
  labels: Record<string, string>;
}

/** A time series that answers a range query; steps without a value are left out. */
export interface RangeSeries {
  labels: Record<string, string>;
  points: Point[];
}

export interface Range {
  /** Unix seconds. */
  start: number;
  end: number;
  /** Seconds. */
  step: number;
}

const TIMEOUT_MS = 5_000;
const ACCOUNT = 'homelab';

const pair = z.tuple([z.number(), z.string()]).transform(([t, v]): Point => ({ t, v: Number(v) }));
const labels = z.record(z.string(), z.string());
const vector = z.object({ data: z.object({ result: z.array(z.object({ metric: labels, value: pair })) }) });
const matrix = z.object({ data: z.object({ result: z.array(z.object({ metric: labels, values: z.array(pair) })) }) });

/** Values of an expression now. Throws AppError `unavailable` when Prometheus does not answer within five seconds. */
export async function query(expression: string): Promise<InstantSeries[]> {
  const answer = await ask('query', vector, { query: expression });
  return answer.data.result.map(({ metric, value }) => ({ labels: metric, ...value }));
}

/** Values of an expression over a range. Throws AppError `unavailable` as `query` does. */
export async function queryRange(expression: string, { start, end, step }: Range): Promise<RangeSeries[]> {
  const range = { start: String(start), end: String(end), step: String(step) };
  const answer = await ask('query_range', matrix, { query: expression, ...range });
  return answer.data.result.map(({ metric, values }) => ({ labels: metric, points: values }));
}

async function ask<T>(endpoint: string, schema: z.ZodType<T>, form: Record<string, string>): Promise<T> {
  const { url, authorization } = await connection();
  try {
    const response = await fetch(`${url}/api/v1/${endpoint}`, {
      method: 'POST',
      headers: { authorization },
      body: new URLSearchParams({ ...form, timeout: `${TIMEOUT_MS}ms` }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}: ${(await response.text()).slice(0, 300)}`);
    return schema.parse(await response.json());
  } catch (error) {
    throw unavailable('Prometheus does not answer. See `systemctl status prometheus`.', error);
  }
}

/** Where Prometheus is, and the password for it. `HOMELAB_PROMETHEUS_URL` and `..._TOKEN_FILE` are set in tests alone. */
async function connection(): Promise<{ url: string; authorization: string }> {
  const url = process.env.HOMELAB_PROMETHEUS_URL ?? PROMETHEUS_URL;
  const file = process.env.HOMELAB_PROMETHEUS_TOKEN_FILE ?? PROMETHEUS_TOKEN_FILE;
  if (url === PROMETHEUS_URL && !(await isPortOf('prometheus', Number(new URL(url).port)))) {
    throw unavailable('Prometheus does not run. See `systemctl status prometheus`.');
  }
  try {
    const password = (await readFile(file, 'utf8')).trim();
    return { url, authorization: `Basic ${Buffer.from(`${ACCOUNT}:${password}`).toString('base64')}` };
  } catch (error) {
    throw unavailable(`The password for Prometheus cannot be read from ${file}. Run the set-up again.`, error);
  }
}
