import type { Api } from '../system/support/api.ts';
import { sql } from '../system/support/container.ts';
import { batch, seconds as secondsOf } from './ask.ts';
import { type Figure, percentile } from './figure.ts';
import { idleFor, peakDuring } from './units.ts';

const LISTS = 30;

/** Many experiments at once: created, listed, stopped, started and deleted, with the memory that the platform has meanwhile. */
export async function measureCrowd(api: Api, count: number): Promise<Figure[]> {
  const names = Array.from({ length: count }, (_, index) => `many-${index + 1}`);
  let [created, stopped, started, removed] = [0, 0, 0, 0];
  let listed: Figure[] = [];
  const peak = await peakDuring(async () => {
    created = await batch(api, 'experiments.createMany', { prefix: 'many', count, template: 'empty' });
    listed = await measureList(api, `list of ${count}`, { pageSize: 200 });
    stopped = await batch(api, 'experiments.bulk', { action: 'stop', names });
    started = await batch(api, 'experiments.bulk', { action: 'start', names });
    removed = await batch(api, 'experiments.bulk', { action: 'remove', names, confirmation: `delete ${count}` });
  });
  const figure = (what: string, value: number) => ({ name: `${count} at once: ${what}`, value, unit: 's' });
  return [
    figure('created', created),
    figure('stopped', stopped),
    figure('started', started),
    figure('deleted', removed),
    { name: `${count} at once: most memory of the platform`, value: peak, unit: 'MiB' },
    ...listed,
  ];
}

/**
 * What stopped experiments cost a platform that does nothing else. The same time with none is measured after they were deleted, so
 * that both come after the same work: what a database and a garbage collector keep of it is no cost of the experiments.
 */
export async function measureIdleCost(api: Api, count: number, seconds: number, settle: number): Promise<Figure[]> {
  const prefixes = ['still-a', 'still-b'];
  const each = count / prefixes.length;
  const names = prefixes.flatMap((prefix) => Array.from({ length: each }, (_, index) => `${prefix}-${index + 1}`));
  for (const prefix of prefixes) await batch(api, 'experiments.createMany', { prefix, count: each, template: 'empty' });
  await batch(api, 'experiments.bulk', { action: 'stop', names });
  await idleFor(settle);
  const stopped = await idleFor(seconds);
  await batch(api, 'experiments.bulk', { action: 'remove', names, confirmation: `delete ${count}` });
  await idleFor(settle);
  const none = await idleFor(seconds);
  return [
    { name: `idle: CPU of the platform in ${seconds} s, ${count} stopped`, value: stopped.cpuSeconds, unit: 's' },
    { name: `idle: CPU of the platform in ${seconds} s, no experiments`, value: none.cpuSeconds, unit: 's' },
    { name: `idle: memory of the platform, ${count} stopped`, value: stopped.memoryMiB, unit: 'MiB' },
    { name: 'idle: memory of the platform, no experiments', value: none.memoryMiB, unit: 'MiB' },
  ];
}

/** A page of a long list. The rows are archived experiments without archives: nothing of them is on the machine. */
export async function measureLongList(api: Api, rows: number): Promise<Figure[]> {
  await sql(`
    insert into experiments (name, owner, state, limits)
      select 'row-' || i, 'bench', 'archived', (select coalesce((select limits from experiments limit 1), '{"memoryMaxBytes": 1}'))
        from generate_series(1, ${rows}) i;
    analyze experiments`);
  try {
    return [
      ...(await measureList(api, `list of ${rows} archived, first page`, { filter: 'all' })),
      ...(await measureList(api, `list of ${rows} archived, searched`, { filter: 'all', search: `${rows - 1}` })),
    ];
  } finally {
    await sql(`delete from experiments where owner = 'bench' and name like 'row-%' and state = 'archived'`);
  }
}

async function measureList(api: Api, name: string, input: object): Promise<Figure[]> {
  const times: number[] = [];
  for (let turn = 0; turn < LISTS; turn++) {
    times.push(
      await secondsOf(async () => {
        const { message } = await api.query('experiments.list', input);
        if (message) throw new Error(message);
      }),
    );
  }
  return [{ name: `${name}, p50 of ${LISTS}`, value: percentile(times, 0.5) * 1000, unit: 'ms' }];
}
