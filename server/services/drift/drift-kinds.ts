/**
 * What is looked at for each kind of finding. What could not be asked this time is not known to have changed, so its findings
 * stay as they are.
 */
const DRIFT_SOURCES = ['machine', 'postgres', 'git', 'units'] as const;
export type DriftSource = (typeof DRIFT_SOURCES)[number];

interface Kind {
  source: DriftSource;
  /** Whether the platform can mend it. */
  mendable: boolean;
  /** Mending gives something new and empty in place of what is gone, so it happens only when a person asks for this very finding. */
  empty?: true;
}

export const DRIFT_KINDS = {
  'account.missing': { source: 'machine', mendable: true },
  'account.foreign': { source: 'machine', mendable: false },
  'account.changed': { source: 'machine', mendable: false },
  'account.open': { source: 'machine', mendable: true },
  'account.closed': { source: 'machine', mendable: true },
  'group.missing': { source: 'machine', mendable: true },
  'experiment.running': { source: 'machine', mendable: true },
  'home.missing': { source: 'machine', mendable: true, empty: true },
  'home.foreign': { source: 'machine', mendable: false },
  'file.missing': { source: 'machine', mendable: true },
  'file.foreign': { source: 'machine', mendable: true },
  'sockets.missing': { source: 'machine', mendable: true },
  'role.missing': { source: 'postgres', mendable: true, empty: true },
  'role.foreign': { source: 'postgres', mendable: false },
  'role.open': { source: 'postgres', mendable: true },
  'role.closed': { source: 'postgres', mendable: true },
  'database.missing': { source: 'postgres', mendable: true, empty: true },
  'database.foreign': { source: 'postgres', mendable: false },
  'repository.missing': { source: 'git', mendable: true, empty: true },
  'repository.foreign': { source: 'git', mendable: false },
  'platform.stopped': { source: 'units', mendable: true },
  'platform.failed': { source: 'units', mendable: true },
  'leftover.machine': { source: 'machine', mendable: false },
  'leftover.postgres': { source: 'postgres', mendable: false },
  'leftover.git': { source: 'git', mendable: false },
} as const satisfies Record<string, Kind>;

export type DriftKind = keyof typeof DRIFT_KINDS;

/** A kind that an older version wrote is none. */
export function kindOf(kind: string): Kind | null {
  return Object.hasOwn(DRIFT_KINDS, kind) ? DRIFT_KINDS[kind as DriftKind] : null; // it was just found to be a key
}

/** Whether the platform may mend it without being asked for this very finding: nothing is given up by that. */
export function losesNothing(kind: string): boolean {
  const known = kindOf(kind);
  return known?.mendable === true && !known.empty;
}
