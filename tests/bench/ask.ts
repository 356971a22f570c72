import { type Api, ended } from '../system/support/api.ts';
import { sql, until } from '../system/support/container.ts';

/** Seconds that `work` takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Carries out an operation and gives the seconds from its start to its end, as the platform recorded them. */
export async function operation(api: Api, procedure: string, input: unknown): Promise<number> {
  const answer = await api.mutate<{ operationId: string }>(procedure, input);
  if (answer.message) throw new Error(`${procedure}: ${answer.message}`);
  const { failure } = await ended(api, answer.data.operationId, 3600);
  if (failure) throw new Error(`${procedure}: ${failure.message}`);
  const recorded = `select extract(epoch from finished_at - started_at) from operations where id = '${answer.data.operationId}'`;
  return Number(await sql(recorded));
}

interface Batch {
  batchId: string;
  outcomes: { name: string; error?: string | null }[];
}

/** Carries out one request on several experiments and gives the seconds until the last of them is done. */
export async function batch(api: Api, procedure: string, input: unknown): Promise<number> {
  return seconds(async () => {
    const answer = await api.mutate<Batch>(procedure, input);
    if (answer.message) throw new Error(`${procedure}: ${answer.message}`);
    const { batchId } = answer.data;
    await until(`${procedure} to end`, 7200, async () => {
      const open = `select count(*) filter (where finished_at is null), count(*) filter (where state <> 'succeeded'), count(*) from operations where batch_id = '${batchId}'`;
      const [left, bad, all] = (await sql(open)).split('|').map(Number);
      if (left !== 0 || all === 0) return null;
      if (bad !== 0) throw new Error(`${procedure}: ${bad} of ${all} did not succeed`);
      return true;
    });
  });
}
