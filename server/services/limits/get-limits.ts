import { unavailable } from '../../shared/errors.ts';
import type { ExperimentLimits } from '../../shared/limits.ts';
import type { Context } from '../context.ts';

export interface LimitsView {
  limits: ExperimentLimits;
  /** What the actor may set at most. */
  maxima: ExperimentLimits;
  /** Limits that this machine does not enforce, with the reason, from the last probe. */
  notEnforced: { key: string; reason: string }[];
  /** The size of the home against its limit; null until it is measured. */
  disk: { bytes: number; level: 'ok' | 'near' | 'over'; measuredAt: string; action: string | null } | null;
}

/** Limits of an experiment. Right: see. */
export async function getLimits(_ctx: Context, _input: { name: string }): Promise<LimitsView> {
  throw unavailable('This is not built yet.');
}
