import { readdir } from 'node:fs/promises';
import { readUnits, type UnitStatus } from '../../system/systemd.ts';

/** A unit of the platform and the control group that it runs in. */
export interface PlatformUnit {
  unit: string;
  group: string;
}

const FIXED: readonly PlatformUnit[] = [
  'dashboard',
  'worker',
  'monitoring',
  'gitea',
  'nginx',
  'prometheus',
  'docker',
].map((name) => ({ unit: `${name}.service`, group: `system.slice/${name}.service` }));

/**
 * The platform's own units. PostgreSQL's are named after the versions in `folder`: `postgresql.service` itself stands for
 * nothing that runs and is active even when the server is not.
 */
export async function platformUnits(folder = '/etc/postgresql'): Promise<PlatformUnit[]> {
  const versions = await readdir(folder).catch(() => []);
  const clusters = versions
    .filter((version) => /^\d+$/.test(version))
    .map((version) => `postgresql@${version}-main.service`)
    .map((unit) => ({ unit, group: `system.slice/system-postgresql.slice/${unit}` }));
  return [...FIXED, ...clusters];
}

/** How long one answer of the service manager serves. */
const FRESH_MS = 5_000;

/** Asks the service manager for unit states, at most once every few seconds for the same units. */
export class UnitStates {
  #key = '';
  #asked: Promise<Map<string, UnitStatus>> | null = null;
  #expires = 0;
  /** Why the last question failed, null when it did not. */
  problem: string | null = null;

  /** States by unit; empty when the service manager does not answer. */
  async read(units: readonly string[]): Promise<Map<string, UnitStatus>> {
    const key = units.join(' ');
    if (this.#asked === null || key !== this.#key || Date.now() > this.#expires) {
      this.#key = key;
      this.#expires = Date.now() + FRESH_MS;
      this.#asked = this.#ask(units);
    }
    return this.#asked;
  }

  async #ask(units: readonly string[]): Promise<Map<string, UnitStatus>> {
    try {
      const states = await readUnits(units);
      this.problem = null;
      return states;
    } catch (error) {
      if (this.problem === null) console.error(`units: ${error instanceof Error ? error.message : error}`);
      this.problem = 'The service manager does not answer, so unit states are missing.';
      return new Map();
    }
  }
}
