/** limits.probe: tries to exceed every limit in a slice of its own, and tells what happened. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { findRoots } from '../cgroup.ts';
import { object } from '../checks.ts';
import { withLock } from '../lock.ts';
import { judge, TRIED } from '../probe/judge.ts';
import { probeDisk } from '../probe/probe-disk.ts';
import { type Outcome, PROBE_SLICE, runTrial, type Trial } from '../probe/run-trial.ts';
import { reloadSystemd, stopUnits } from '../systemd.ts';
import type { Verb } from '../verb.ts';

/** Gone with the next start of the machine, should the probe be cut off. */
const SLICE_FILE = `/run/systemd/system/${PROBE_SLICE}`;
const NO_SWAP = 'MemorySwapMax=0';

type Names = 'memory' | 'high' | 'sliceA' | 'sliceB' | 'cpu' | 'tasks' | 'leave';

const TRIALS: Record<Names, Omit<Trial, 'unit'>> = {
  memory: { what: 'memory', amount: TRIED.over, properties: [`MemoryMax=${TRIED.limit}`, NO_SWAP] },
  high: { what: 'memory', amount: TRIED.limit, properties: [`MemoryHigh=${TRIED.limit / 2}`, NO_SWAP] },
  sliceA: { what: 'memory', amount: TRIED.each },
  sliceB: { what: 'memory', amount: TRIED.each },
  cpu: { what: 'cpu', amount: 1_500 },
  tasks: { what: 'tasks', amount: TRIED.processes, properties: [`TasksMax=${TRIED.tasks}`] },
  leave: { what: 'leave', amount: 0 },
};

const unitOf = (name: Names) => `homelab-probe-${name.toLowerCase()}.service`;
const trial = (name: Names): Promise<Outcome> => runTrial({ unit: unitOf(name), ...TRIALS[name] });

export const probeLimits: Verb<'limits.probe'> = {
  check: object({}),
  exclusive: false,
  run: (_args, { progress }) =>
    withLock('probe', async () => {
      await clean(); // of a probe that was cut off
      try {
        progress('Trying the limits of programs');
        const own = [trial('memory'), trial('high'), tryCpu(), trial('tasks'), trial('leave')] as const;
        const [memory, high, cpu, tasks, leave] = await Promise.all(own);
        progress('Trying the limit of a slice');
        await limitSlice();
        const slice = await Promise.all([trial('sliceA'), trial('sliceB')]);
        const outcomes = { memory, high, ...cpu, tasks, leave, slice };
        return { results: [...judge(outcomes, await lookAtMachine()), await probeDisk()] };
      } finally {
        await clean();
      }
    }),
};

async function tryCpu(): Promise<{ cpu: Outcome; cpuQuota: number }> {
  const [first, second] = TRIED.cpuPercent;
  const run = (quota: number) => runTrial({ unit: unitOf('cpu'), ...TRIALS.cpu, properties: [`CPUQuota=${quota}%`] });
  const cpu = await run(first);
  if (Number(cpu.got?.percent) > first || cpu.got?.throttled !== 0) return { cpu, cpuQuota: first };
  return { cpu: await run(second), cpuQuota: second };
}

/** Limits as experiments’ slices have them. */
async function limitSlice(): Promise<void> {
  await stopUnits([PROBE_SLICE]);
  await writeFile(SLICE_FILE, `[Slice]\nMemoryAccounting=yes\nMemoryMax=${TRIED.slice}\n${NO_SWAP}\n`, { mode: 0o644 });
  await reloadSystemd();
}

async function clean(): Promise<void> {
  await stopUnits([...(Object.keys(TRIALS) as Names[]).map(unitOf), PROBE_SLICE]);
  await rm(SLICE_FILE, { force: true });
  await reloadSystemd();
}

async function lookAtMachine() {
  const swap = /^SwapTotal:\s+(\d+) kB$/m.exec(await readFile('/proc/meminfo', 'utf8'))?.[1];
  return { swapBytes: Number(swap ?? 0) * 1024, unified: !(await findRoots()).has('memory') };
}
