import { DRIFT_KINDS, type DriftKind } from '../../services/drift/drift-kinds.ts';

/** One difference between what the database says and what there is. */
export interface Finding {
  /** Null: of the platform, or of something that no experiment owns. */
  experimentId: string | null;
  subject: string;
  kind: DriftKind;
  summary: string;
  remedy: string;
  mendable: boolean;
}

/** Makes a finding; whether it can be mended is the kind's. */
export function finding(
  experimentId: string | null,
  kind: DriftKind,
  subject: string,
  [summary, remedy]: readonly [string, string],
): Finding {
  return { experimentId, kind, subject, summary, remedy, mendable: DRIFT_KINDS[kind].mendable };
}
