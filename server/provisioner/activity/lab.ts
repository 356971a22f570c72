/** What JupyterLab says of its kernels and terminals. Every field is the experiment's word and checked as such. */
import { socketFolderOf } from '../../shared/names.ts';
import type { KernelActivity } from '../../shared/provisioner-protocol.ts';
import { askJson } from './ask-json.ts';
import { oneLine } from './one-line.ts';

const MOST_KERNELS = 100;
/** States in which a kernel computes nothing. */
const IDLE: ReadonlySet<unknown> = new Set(['idle', 'dead', 'starting']);

export interface LabActivity {
  kernels: KernelActivity[] | null;
  terminalAt: string | null;
}

/** Asks JupyterLab without counting as activity there. `kernels` is null when it does not answer as JupyterLab does. */
export async function readLab(name: string, uid: number): Promise<LabActivity> {
  const socket = `${socketFolderOf(name)}/lab.sock`;
  const ask = async (what: string) =>
    asList(await askJson(socket, uid, `/user/${name}/lab/api/${what}?no_track_activity=1`));
  const [kernels, sessions, terminals] = await Promise.all([ask('kernels'), ask('sessions'), ask('terminals')]);
  return { kernels: kernels && readKernels(kernels, sessions ?? []), terminalAt: latest(terminals ?? []) };
}

/** The kernels of /api/kernels, each by its notebook of /api/sessions. One without a state counts as busy: it is not known to be idle. */
export function readKernels(kernels: unknown[], sessions: unknown[]): KernelActivity[] {
  const paths = new Map<unknown, unknown>();
  for (const session of sessions) paths.set(field(field(session, 'kernel'), 'id'), field(session, 'path'));
  return kernels.slice(0, MOST_KERNELS).map((kernel) => {
    const path = paths.get(field(kernel, 'id'));
    return {
      name: oneLine(typeof path === 'string' && path !== '' ? path : field(kernel, 'name')),
      busy: !IDLE.has(field(kernel, 'execution_state')),
      activeAt: instant(field(kernel, 'last_activity')),
    };
  });
}

function latest(terminals: unknown[]): string | null {
  const times = terminals.flatMap((terminal) => instant(field(terminal, 'last_activity')) ?? []);
  return times.sort().at(-1) ?? null;
}

function asList(value: unknown): unknown[] | null {
  return Array.isArray(value) ? value : null;
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

/** ISO 8601, null for what is no time. */
function instant(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > 40) return null;
  const time = Date.parse(value);
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
