/** Starts what tries to exceed a limit, in a transient unit of the probe's slice, as nobody. */
import { SOURCE_FOLDER } from '../../shared/paths.ts';
import { execute } from '../../shared/process.ts';

/** In the folder of slices where those of experiments are. No user id is called this. */
export const PROBE_SLICE = 'user-homelabprobe.slice';

export interface Trial {
  /** The unit, so that a probe that was cut off can be cleaned up by name. */
  unit: string;
  what: 'memory' | 'cpu' | 'tasks' | 'leave';
  amount: number;
  /** Limits of the unit itself. */
  properties?: readonly string[];
}

/** What it got, as it told; null when it was ended before it could. `began`: it ran at all. `said`: why not. */
export interface Outcome {
  began: boolean;
  got: Readonly<Record<string, unknown>> | null;
  said: string;
}

export async function runTrial({ unit, what, amount, properties = [] }: Trial): Promise<Outcome> {
  const program = [
    process.execPath,
    '--disable-warning=ExperimentalWarning',
    `${SOURCE_FOLDER}/server/provisioner/probe/exceed.ts`,
  ];
  const options = [
    '--pipe',
    '--wait',
    '--collect',
    '--quiet',
    `--unit=${unit}`,
    `--slice=${PROBE_SLICE}`,
    '--uid=nobody',
  ];
  const sandbox = ['NoNewPrivileges=yes', 'OOMPolicy=continue', 'RuntimeMaxSec=90', ...properties];
  const { stdout, stderr } = await execute(
    '/usr/bin/systemd-run',
    [...options, ...sandbox.map((property) => `--property=${property}`), '--', ...program, what, String(amount)],
    { timeoutMs: 120_000 },
  );
  const lines = stdout.trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  return { began: lines.includes('begun'), got: last.startsWith('{') ? JSON.parse(last) : null, said: stderr.trim() };
}
