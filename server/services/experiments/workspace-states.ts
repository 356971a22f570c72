import { unitOf, WORKSPACES, type Workspace } from '../../shared/names.ts';
import { listUnitStates, readUnits } from '../../system/systemd.ts';

export type WorkspaceState = 'running' | 'starting' | 'stopped' | 'failed' | 'unknown';

export interface WorkspaceView {
  state: WorkspaceState;
  /** Since when it runs, ISO 8601. */
  since: string | null;
}

const PATTERNS = WORKSPACES.map((workspace) => unitOf('*', workspace));

/**
 * States of both workspaces of many experiments. systemd is asked which of them there are, and since when for those that run: what
 * is stopped costs nothing. `unknown` when it does not answer.
 */
export async function readWorkspaces(names: readonly string[]): Promise<Map<string, Record<Workspace, WorkspaceView>>> {
  const units = names.flatMap((name) => WORKSPACES.map((workspace) => unitOf(name, workspace)));
  const view = await viewUnits(units).catch(() => () => UNKNOWN);
  return new Map(names.map((name) => [name, { lab: view(unitOf(name, 'lab')), code: view(unitOf(name, 'code')) }]));
}

const UNKNOWN: WorkspaceView = { state: 'unknown', since: null };

async function viewUnits(units: readonly string[]): Promise<(unit: string) => WorkspaceView> {
  if (units.length === 0) return () => UNKNOWN;
  const states = await listUnitStates(PATTERNS);
  const running = await readUnits(units.filter((unit) => STATES[states.get(unit) ?? 'inactive'] === 'running'));
  return (unit) => {
    const status = running.get(unit);
    const state = STATES[status?.activeState ?? states.get(unit) ?? 'inactive'] ?? 'unknown';
    return { state, since: state === 'running' ? (status?.activeSince?.toISOString() ?? null) : null };
  };
}

const STATES: Record<string, WorkspaceState> = {
  active: 'running',
  reloading: 'running',
  activating: 'starting',
  deactivating: 'stopped',
  inactive: 'stopped',
  failed: 'failed',
};
