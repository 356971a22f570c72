import { unitOf, type Workspace } from '../../shared/names.ts';
import { readUnits, type UnitStatus } from '../../system/systemd.ts';

export type WorkspaceState = 'running' | 'starting' | 'stopped' | 'failed' | 'unknown';

export interface WorkspaceView {
  state: WorkspaceState;
  /** Since when it runs, ISO 8601. */
  since: string | null;
}

/** States of both workspaces of many experiments with one question to systemd. `unknown` when it does not answer. */
export async function readWorkspaces(names: readonly string[]): Promise<Map<string, Record<Workspace, WorkspaceView>>> {
  const units = names.flatMap((name) => [unitOf(name, 'lab'), unitOf(name, 'code')]);
  const states = await readUnits(units).catch(() => new Map<string, UnitStatus>());
  return new Map(
    names.map((name) => [
      name,
      { lab: viewOf(states.get(unitOf(name, 'lab'))), code: viewOf(states.get(unitOf(name, 'code'))) },
    ]),
  );
}

function viewOf(status: UnitStatus | undefined): WorkspaceView {
  if (!status) return { state: 'unknown', since: null };
  const state = STATES[status.activeState] ?? 'unknown';
  return { state, since: state === 'running' ? (status.activeSince?.toISOString() ?? null) : null };
}

const STATES: Record<string, WorkspaceState> = {
  active: 'running',
  reloading: 'running',
  activating: 'starting',
  deactivating: 'stopped',
  inactive: 'stopped',
  failed: 'failed',
};
