import { readdir } from 'node:fs/promises';
import { desc } from 'drizzle-orm';
import { type ProbeResult, probes } from '../../db/schema/index.ts';
import { forbidden } from '../../shared/errors.ts';
import { readUnits } from '../../system/systemd.ts';
import type { Context } from '../context.ts';
import { readCheckedAt } from '../drift/checked-at.ts';
import { viewDrift } from '../drift/view-drift.ts';
import { askProvisioner } from '../workspaces/ask-provisioner.ts';
import { readHardening } from './read-hardening.ts';
export interface DoctorView {
  /** The last probe of limits; `running` while one is under way. */
  probe: { startedAt: string; finishedAt: string | null; running: boolean; results: ProbeResult[] } | null;
  /** The platform's own programs. */
  services: {
    unit: string;
    title: string;
    state: 'running' | 'stopped' | 'failed' | 'unknown';
    since: string | null;
  }[];
  /** File systems that hold homes, databases and archives. */
  disks: { path: string; holds: string; totalBytes: number; freeBytes: number }[];
  /** Where hardening of the platform's units is less than their files say, in sentences; empty when it is as written. */
  hardening: { unit: string; problem: string }[];
  drift: DriftView[];
  /** When was last looked for drift. */
  driftCheckedAt: string | null;
}

export interface DriftView {
  id: string;
  experimentName: string | null;
  subject: string;
  kind: string;
  summary: string;
  remedy: string;
  mendable: boolean;
  foundAt: string;
}

const TITLES: Record<string, string> = {
  'dashboard.service': 'Dashboard',
  'worker.service': 'Worker: operations and schedules',
  'monitoring.service': 'Monitoring API',
  'nginx.service': 'Front door',
  'gitea.service': 'Git service',
  'prometheus.service': 'Prometheus',
  'provisioner.socket': 'Provisioner',
  'authenticator.socket': 'Authenticator',
};

/** The state of the machine for an administrator. Throws `forbidden` for others. */
export async function getDoctor(ctx: Context): Promise<DoctorView> {
  if (ctx.actor.kind === 'user' && !ctx.actor.admin)
    throw forbidden('Only an administrator sees the state of the machine.');
  const [probe, services, disks, hardening, drift, driftCheckedAt] = await Promise.all([
    readProbe(ctx),
    readServices(),
    // What does not answer is among the services; the rest is shown all the same.
    readDisks(ctx).catch(() => []),
    readHardening().catch(() => [{ unit: 'systemd', problem: 'It does not answer, so hardening is not known.' }]),
    viewDrift(ctx.db),
    readCheckedAt(ctx.db),
  ]);
  return { probe, services, disks, hardening, drift, driftCheckedAt };
}

/** The newest one that has results, and whether another is under way. */
async function readProbe({ db }: Context): Promise<DoctorView['probe']> {
  const rows = await db.select().from(probes).orderBy(desc(probes.startedAt)).limit(2);
  const running = rows[0]?.finishedAt === null;
  const shown = rows.find(({ finishedAt }) => finishedAt !== null) ?? rows[0];
  if (!shown) return null;
  const { startedAt, finishedAt, results } = shown;
  return {
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    running,
    results: results ?? [],
  };
}

async function readServices(): Promise<DoctorView['services']> {
  const versions = await readdir('/etc/postgresql').catch(() => []);
  const clusters = versions
    .filter((version) => /^\d+$/.test(version))
    .map((version) => `postgresql@${version}-main.service`);
  const units = [...Object.keys(TITLES), ...clusters];
  const states = await readUnits(units).catch(() => new Map<string, never>());
  return units.map((unit) => {
    const status = states.get(unit);
    const title = TITLES[unit] ?? 'PostgreSQL';
    return { unit, title, state: stateOf(status?.activeState), since: status?.activeSince?.toISOString() ?? null };
  });
}

function stateOf(activeState: string | undefined): DoctorView['services'][number]['state'] {
  if (activeState === undefined) return 'unknown';
  if (activeState === 'active' || activeState === 'reloading') return 'running';
  return activeState === 'failed' ? 'failed' : 'stopped';
}

const HOLDS = { homes: 'homes', databases: 'databases', archives: 'archives', system: 'the system' };

/** One entry a file system, named after the first place in it, with everything that it holds. */
async function readDisks(ctx: Context): Promise<DoctorView['disks']> {
  const { disks } = await askProvisioner(ctx, 'machine.disks', {});
  const byDevice = Map.groupBy(disks, ({ device }) => device);
  return [...byDevice.values()].flatMap((places) => {
    const [first] = places;
    if (!first) return [];
    const { path, totalBytes, freeBytes } = places.find(({ path }) => path === '/') ?? first;
    return [{ path, holds: places.map(({ holds }) => HOLDS[holds]).join(', '), totalBytes, freeBytes }];
  });
}
