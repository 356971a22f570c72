import type { BulkOutcome } from './types.ts';

type Refusal = { name: string; reason: string };

const key = (batchId: string) => `batch-refusals:${batchId}`;

/**
 * Keeps what was not accepted of a request on several experiments, for the page of its progress: the server keeps operations,
 * and a refusal is none. In this tab only, and gone with it.
 */
export function rememberRefusals(batchId: string, outcomes: BulkOutcome['outcomes']): void {
  const refusals = outcomes.flatMap(({ name, refusal }): Refusal[] =>
    refusal === null ? [] : [{ name, reason: refusal }],
  );
  if (refusals.length > 0) sessionStorage.setItem(key(batchId), JSON.stringify(refusals));
}

/** What was kept for a batch; nothing where it is another tab's. */
export function recallRefusals(batchId: string): Refusal[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key(batchId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRefusal) : [];
  } catch {
    return [];
  }
}

function isRefusal(value: unknown): value is Refusal {
  if (typeof value !== 'object' || value === null) return false;
  return 'name' in value && typeof value.name === 'string' && 'reason' in value && typeof value.reason === 'string';
}
