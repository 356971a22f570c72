import { AppError, type ErrorCode } from '../../shared/errors.ts';
import type { UnitState, VerbArgs, VerbName, VerbResult } from '../../shared/provisioner-protocol.ts';
import { callProvisioner, ProvisionerError } from '../../system/provisioner.ts';
import { actorName, type Context } from '../context.ts';
import type { WorkspaceView } from '../experiments/workspace-states.ts';

const CODES: Record<ProvisionerError['code'], ErrorCode> = {
  invalid: 'invalid',
  conflict: 'conflict',
  missing: 'missing',
  full: 'unavailable',
  failed: 'unavailable',
  unavailable: 'unavailable',
};

/** Carries out a verb for the actor. Throws AppError, with the last lines of the unit's journal where there are any. */
export async function askProvisioner<V extends VerbName>(
  ctx: Context,
  verb: V,
  args: VerbArgs<V>,
): Promise<VerbResult<V>> {
  try {
    return await callProvisioner(verb, args, { actor: actorName(ctx.actor) });
  } catch (error) {
    if (!(error instanceof ProvisionerError)) throw error;
    throw new AppError(CODES[error.code], error.message, { cause: error, log: error.log });
  }
}

/** What a page shows of a unit. A unit that is active but does not listen yet is still starting. */
export function viewOfUnit(unit: UnitState): WorkspaceView {
  switch (unit.activeState) {
    case 'active':
    case 'reloading':
      return unit.listening ? { state: 'running', since: unit.activeSince } : { state: 'starting', since: null };
    case 'activating':
      return { state: 'starting', since: null };
    case 'failed':
      return { state: 'failed', since: null };
    case 'inactive':
    case 'deactivating':
      return { state: 'stopped', since: null };
    default:
      return { state: 'unknown', since: null };
  }
}
