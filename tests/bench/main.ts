/** Measures the platform in the container that scripts/bench made. Prints a table; writes JSON to the file given, if any. */
import { writeFile } from 'node:fs/promises';
import { Api, create, remove } from '../system/support/api.ts';
import { said } from '../system/support/container.ts';
import { makePerson } from '../system/support/people.ts';
import { measureBareLab } from './bare-lab.ts';
import { type Figure, percentile, spread, table } from './figure.ts';
import { measureMemory } from './memory.ts';

const IN_A_ROW = 20;
const AT_ONCE = 10;
const LABS = 5;

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);

async function createReady(api: Api, name: string): Promise<void> {
  const { failure } = await create(api, name);
  if (failure) throw new Error(`${name}: ${failure.message}`);
}

async function startLab(api: Api, name: string): Promise<void> {
  const answer = await api.mutate('workspaces.start', { name, workspace: 'lab' });
  if (answer.message) throw new Error(`${name}: ${answer.message}`);
}

async function measureBootstrap(): Promise<Figure[]> {
  const phases: { name: string; seconds: number }[] = JSON.parse(
    await said('cat', '/var/log/homelab-paas/bootstrap-phases.json'),
  );
  const total = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  return [
    ...phases.map((phase) => ({ name: `bootstrap: ${phase.name}`, value: phase.seconds, unit: 's' })),
    { name: 'bootstrap: all phases', value: total, unit: 's' },
  ];
}

async function measureCreation(api: Api): Promise<Figure[]> {
  const row = names('row', IN_A_ROW);
  const crowd = names('crowd', AT_ONCE);
  const ready: number[] = [];
  const withLab: number[] = [];
  for (const name of row) {
    const created = await seconds(() => createReady(api, name));
    ready.push(created);
    withLab.push(created + (await seconds(() => startLab(api, name))));
    await api.mutate('workspaces.stop', { name, workspace: 'lab' });
  }
  const together = await Promise.all(crowd.map((name) => seconds(() => createReady(api, name))));
  const removed: number[] = [];
  for (const name of [...row, ...crowd]) removed.push(await seconds(() => remove(api, name)));
  return [
    ...spread('create in a row, to ready', ready),
    ...spread('create in a row, to JupyterLab’s first answer', withLab),
    ...spread('create 10 at once, to ready', together),
    ...spread('delete', removed),
  ];
}

async function measureLab(api: Api): Promise<Figure[]> {
  await createReady(api, 'lab-bench');
  const platform: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < LABS; turn++) {
    platform.push(await seconds(() => startLab(api, 'lab-bench')));
    await api.mutate('workspaces.stop', { name: 'lab-bench', workspace: 'lab' });
    bare.push(await measureBareLab('lab-bench'));
  }
  await remove(api, 'lab-bench');
  const [ours, theirs] = [percentile(platform, 0.5), percentile(bare, 0.5)];
  return [
    { name: `JupyterLab’s first answer, p50 of ${LABS}`, value: ours, unit: 's' },
    { name: `bare JupyterLab’s first answer, p50 of ${LABS}`, value: theirs, unit: 's' },
    {
      name: 'JupyterLab’s first answer, ratio',
      value: ours / theirs,
      unit: '×',
      against: 'a bare start in the same run',
    },
  ];
}

const api = await Api.logIn(await makePerson('bench'));
const figures = [
  ...(await measureBootstrap()),
  ...(await measureMemory()),
  ...(await measureCreation(api)),
  ...(await measureLab(api)),
];
console.log(table(figures));
const [file] = process.argv.slice(2);
if (file) await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
