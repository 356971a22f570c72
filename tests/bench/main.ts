/** Measures the platform in the container that scripts/bench made. Prints a table; writes JSON to the file given, if any. */
import { writeFile } from 'node:fs/promises';
import { Api, create, remove } from '../system/support/api.ts';
import { said } from '../system/support/container.ts';
import { makePerson } from '../system/support/people.ts';
import { measureArchives } from './archives.ts';
import { seconds } from './ask.ts';
import { measureBareLab } from './bare-lab.ts';
import { measureCrowd, measureIdleCost, measureLongList } from './crowd.ts';
import { compared, type Figure, percentile, spread, table } from './figure.ts';
import { measureJupyterHub } from './jupyterhub.ts';
import { measureMemory } from './memory.ts';
import { FULL, HALF, QUICK } from './sizes.ts';

const arguments_ = process.argv.slice(2);
const sizes = arguments_.includes('--quick') ? QUICK : arguments_.includes('--half') ? HALF : FULL;
const only = arguments_.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
const file = arguments_.find((argument) => !argument.startsWith('--'));

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
  const row = names('row', sizes.inARow);
  const crowd = names('crowd', sizes.atOnce);
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
    ...spread(`create ${sizes.atOnce} at once, to ready`, together),
    ...spread('delete', removed),
  ];
}

async function measureLab(api: Api): Promise<Figure[]> {
  await createReady(api, 'lab-bench');
  const platform: number[] = [];
  const bare: number[] = [];
  for (let turn = 0; turn < sizes.labs; turn++) {
    platform.push(await seconds(() => startLab(api, 'lab-bench')));
    await api.mutate('workspaces.stop', { name: 'lab-bench', workspace: 'lab' });
    bare.push(await measureBareLab('lab-bench'));
  }
  await remove(api, 'lab-bench');
  const [ours, theirs] = [percentile(platform, 0.5), percentile(bare, 0.5)];
  return compared(`JupyterLab’s first answer, p50 of ${sizes.labs}`, ours, theirs, 'a bare start in the same run');
}

const api = await Api.logIn(await makePerson('bench'));
/** In this order: what needs a machine on which nothing has happened yet comes first. */
const PARTS: Record<string, () => Promise<Figure[]>> = {
  bootstrap: measureBootstrap,
  memory: measureMemory,
  idle: () => measureIdleCost(api, sizes.stopped, sizes.idleSeconds, sizes.settleSeconds),
  creation: () => measureCreation(api),
  jupyterhub: () => measureJupyterHub(sizes.hubUsers),
  lab: () => measureLab(api),
  archives: () => measureArchives(api, sizes.archiveMiB),
  crowd: () => measureCrowd(api, sizes.crowd),
  list: () => measureLongList(api, sizes.rows),
};
if (only !== undefined && !Object.hasOwn(PARTS, only))
  throw new Error(`There is no part ${only}; there are ${Object.keys(PARTS).join(', ')}.`);

const figures: Figure[] = [];
for (const [part, measure] of Object.entries(PARTS)) {
  if (only !== undefined && only !== part) continue;
  console.error(`measuring: ${part}`);
  figures.push(...(await measure()));
}
console.log(table(figures));
if (file) await writeFile(file, `${JSON.stringify(figures, null, 2)}\n`);
