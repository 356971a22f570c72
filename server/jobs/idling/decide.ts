import type { IdlingSettings } from '../../shared/limits.ts';
import type { WorkspaceActivity } from '../../shared/provisioner-protocol.ts';
import type { CpuUse } from './cpu-window.ts';

/** What is known of a running workspace at one moment. */
export interface Seen {
  now: Date;
  /** Since when its unit runs. */
  since: Date;
  /** What was stored at the look before this one; null when there was none since it started. */
  before: { activeAt: Date; connectedAt: Date | null; observedAt: Date } | null;
  activity: WorkspaceActivity;
  cpu: CpuUse;
  settings: IdlingSettings;
  keepAwakeUntil: Date | null;
}

export interface Decision {
  activeAt: Date;
  connectedAt: Date | null;
  /** Why it runs on, as a sentence goes on after "because"; null when nothing is busy. */
  busy: string | null;
  /** When it is stopped unless something happens; null when it is not going to be. */
  stopsAt: Date | null;
  /** Whether that is now. */
  stop: boolean;
}

const MINUTE_MS = 60_000;

/**
 * Decides what becomes of a running workspace. What is busy is never stopped, whatever the settings say, and neither is what is
 * not known to be idle. A browser tab alone is no work: it only makes the longer time hold. Pure.
 */
export function decide(seen: Seen): Decision {
  const { now, activity, settings, cpu } = seen;
  const busy = busyWith(seen);
  const connectedAt = activity.connections > 0 ? now : (seen.before?.connectedAt ?? null);
  const activeAt = busy === null ? lastActive(seen) : now;
  if (busy !== null) return { activeAt, connectedAt, busy, stopsAt: null, stop: false };
  const minutes = activity.connections > 0 ? settings.openTabMinutes : settings.idleMinutes;
  if (minutes === null) return { activeAt, connectedAt, busy, stopsAt: null, stop: false };
  // with a tab open the time since the last work counts, without one also the time since the last tab
  const idleSince = activity.connections > 0 ? activeAt : latest([activeAt, connectedAt]);
  const stopsAt = latest([
    new Date(idleSince.getTime() + minutes * MINUTE_MS),
    seen.keepAwakeUntil,
    cpu.kind === 'not-yet' ? cpu.knownAt : null,
  ]);
  return { activeAt, connectedAt, busy, stopsAt, stop: cpu.kind !== 'not-yet' && stopsAt <= now };
}

function busyWith({ activity, cpu, settings }: Seen): string | null {
  const kernel = activity.kernels?.find((one) => one.busy);
  if (kernel) return `kernel ${kernel.name} is busy`;
  const [job] = activity.jobs;
  if (job !== undefined) return `a terminal runs ${job}`;
  if (activity.kernels === null) return 'JupyterLab does not answer and may be at work';
  if (cpu.kind === 'known' && cpu.percent >= settings.busyCpuPercent)
    return `it uses ${Math.round(cpu.percent)} % of a processor core`;
  return null;
}

/** The last sign of work. An experiment's own word for it counts up to now: it cannot be active in the future. */
function lastActive({ now, since, before, activity }: Seen): Date {
  const wasConnected = before?.connectedAt != null && before.connectedAt >= before.observedAt;
  const opened = activity.connections > 0 && !wasConnected;
  const told = [
    ...(activity.kernels ?? []).map((kernel) => kernel.activeAt),
    activity.terminalAt,
    // an open tab of the editor keeps its heartbeat going for ever; without one it tells when the last was there
    activity.connections > 0 ? null : activity.heartbeatAt,
  ];
  const times = told.flatMap((time) => (time === null ? [] : [new Date(Math.min(Date.parse(time), now.getTime()))]));
  return latest([since, before?.activeAt ?? null, opened ? now : null, ...times]);
}

function latest(times: (Date | null)[]): Date {
  return new Date(Math.max(...times.map((time) => time?.getTime() ?? 0)));
}
