import type { ProbeResult } from '../../db/schema/index.ts';
import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';

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

/** The state of the machine for an administrator. Throws `forbidden` for others. */
export async function getDoctor(_ctx: Context): Promise<DoctorView> {
  throw unavailable('This is not built yet.');
}
