import { readdir } from 'node:fs/promises';
import { unitOf, WORKSPACES } from '../../shared/names.ts';
import { listUnitStates, readUnits, type UnitStatus } from '../../system/systemd.ts';

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
/** What experiments have in the service manager's memory while something of theirs runs: workspaces and slices of users. */
const OF_EXPERIMENTS = [...WORKSPACES.map((workspace) => unitOf('*', workspace)), 'user-*.slice'];

/** What the service manager says about the platform and about experiments; null where it does not answer. */
export interface ServiceManagerView {
  platform: readonly (PlatformUnit & { status: UnitStatus | undefined })[];
  /** Active state by unit. What is not in it does not run: stopped experiments are in no list, and cost nothing. */
  experiments: ReadonlyMap<string, string> | null;
}

/** The two questions; a test answers them itself. */
export interface ServiceManager {
  readUnits: typeof readUnits;
  listUnitStates: typeof listUnitStates;
}

/** Asks the service manager for unit states, at most once every few seconds. */
export class UnitStates {
  readonly #manager: ServiceManager;
  #asked: Promise<ServiceManagerView> | null = null;
  #expires = 0;
  /** Why the last question failed, null when it did not. */
  problem: string | null = null;

  constructor(manager: ServiceManager = { readUnits, listUnitStates }) {
    this.#manager = manager;
  }

  async read(): Promise<ServiceManagerView> {
    if (this.#asked === null || Date.now() > this.#expires) {
      this.#expires = Date.now() + FRESH_MS;
      this.#asked = this.#ask();
    }
    return this.#asked;
  }

  async #ask(): Promise<ServiceManagerView> {
    const platform = await platformUnits();
    try {
      const [states, experiments] = await Promise.all([
        this.#manager.readUnits(platform.map(({ unit }) => unit)),
        this.#manager.listUnitStates(OF_EXPERIMENTS),
      ]);
      this.problem = null;
      return { platform: platform.map((one) => ({ ...one, status: states.get(one.unit) })), experiments };
    } catch (error) {
      if (this.problem === null) console.error(`units: ${error instanceof Error ? error.message : error}`);
      this.problem = 'The service manager does not answer, so unit states are missing.';
      return { platform: platform.map((one) => ({ ...one, status: undefined })), experiments: null };
    }
  }
}
