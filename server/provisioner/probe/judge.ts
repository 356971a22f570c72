/** Says of each limit whether what was tried was refused, in sentences for people. */
import type { ProbeResult } from '../../shared/provisioner-protocol.ts';
import type { Outcome } from './run-trial.ts';

const MIB = 1024 ** 2;

/** What the trials were given to exceed. */
export const TRIED = {
  limit: 128 * MIB,
  over: 192 * MIB,
  /** Two units that have enough room one by one, counting what their runtime takes. */
  slice: 256 * MIB,
  each: 128 * MIB,
  /** The second is tried where the machine is so busy that the first cannot be reached. */
  cpuPercent: [20, 1],
  tasks: 32,
  processes: 64,
} as const;

export interface Outcomes {
  memory: Outcome;
  high: Outcome;
  /** Two units that together exceed what their slice may. */
  slice: readonly [Outcome, Outcome];
  cpu: Outcome;
  /** Per cent of a core that the program for that had. */
  cpuQuota: number;
  tasks: Outcome;
  leave: Outcome;
}

export interface Machine {
  swapBytes: number;
  /** Whether memory is in the unified hierarchy; version 1 has no limit that slows down. */
  unified: boolean;
}

const mib = (bytes: number) => `${Math.round(bytes / MIB)} MiB`;

const V1 = 'this machine has control groups of version 1, which have no such limit. Boot it with version 2 to have it';

/** One result for each limit, memory first. */
export function judge(outcomes: Outcomes, machine: Machine): ProbeResult[] {
  const { memory, high, slice, cpu, cpuQuota, tasks, leave } = outcomes;
  const survived = memory.got !== null;
  // The second may be ended while it starts, before it can say a word.
  const first = slice.find(({ began }) => began) ?? slice[0];
  const bothLive = slice.every(({ got }) => got !== null);
  const slowed = Number(high.got?.slowed ?? 0);
  const left = Array.isArray(leave.got?.left) ? leave.got.left : [];
  const percent = Number(cpu.got?.percent);
  /** Null where it could not be read: then the share alone has to do. */
  const throttled = cpu.got?.throttled === null ? null : Number(cpu.got?.throttled ?? 0);
  const started = Number(tasks.got?.started);
  return [
    result('memory', 'Hard memory limit of a program', memory, !survived, {
      yes: `A program with ${mib(TRIED.limit)} that took ${mib(TRIED.over)} was ended.`,
      no: `a program with ${mib(TRIED.limit)} took ${mib(TRIED.over)} and went on.`,
    }),
    result('memory-slice', 'Memory of all programs of an experiment together', first, !bothLive, {
      yes: `Of two programs of ${mib(TRIED.each)} in a slice with ${mib(TRIED.slice)} at least one was ended.`,
      no: `two programs of ${mib(TRIED.each)} went on in a slice with ${mib(TRIED.slice)}.`,
    }),
    result(
      'memory-high',
      'Slowing down before the hard memory limit',
      high,
      machine.unified && (slowed > 0 || high.got === null),
      {
        yes: 'A program above the threshold was slowed down by the kernel.',
        no: machine.unified ? 'a program above the threshold was not slowed down.' : `${V1}.`,
      },
    ),
    result('swap', 'No way around the memory limit by swap', memory, machine.swapBytes === 0 || !survived, {
      yes: machine.swapBytes === 0 ? 'The machine has no swap.' : 'What is over the memory limit did not go to swap.',
      no: `the machine has ${mib(machine.swapBytes)} of swap, and what is over the memory limit goes there.`,
    }),
    result('cpu', 'CPU', cpu, cpu.got !== null && percent <= cpuQuota * 1.75 + 2 && throttled !== 0, {
      yes: `A busy program with ${cpuQuota} % of a core got ${percent} %${throttled === null ? '' : `, and the kernel held it back ${throttled} times`}.`,
      no: `a busy program with ${cpuQuota} % of a core got ${percent} %${throttled === 0 ? ', and the kernel never held it back' : ''}.`,
    }),
    result('tasks', 'Processes and threads', tasks, tasks.got === null || started < TRIED.processes, {
      yes: `A program with ${TRIED.tasks} tasks could start ${Number.isNaN(started) ? 'none' : started} of ${TRIED.processes} processes.`,
      no: `a program with ${TRIED.tasks} tasks started ${started} processes.`,
    }),
    result('escape', 'Processes stay where their limits are', leave, leave.got !== null && left.length === 0, {
      yes: 'A program could not leave its control group.',
      no: `a program could leave its control group through ${left.join(', ')}.`,
    }),
  ];
}

/** A trial that did not even begin proves nothing. */
function result(
  key: string,
  title: string,
  { began, said }: Outcome,
  held: boolean,
  words: { yes: string; no: string },
): ProbeResult {
  const enforced = began && held;
  const reason = began ? words.no : `the trial could not be started: ${said || 'it said nothing'}`;
  return { key, title, enforced, detail: enforced ? words.yes : `Not enforced here, because ${reason}` };
}
