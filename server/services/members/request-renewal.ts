import type { Executor } from '../../db/client.ts';
import { AppError } from '../../shared/errors.ts';
import type { Actor } from '../context.ts';
import { requestOperationIn } from '../operations/request-operation.ts';

/** What became of the wish to change an experiment's passwords and tokens as well. */
export interface Renewal {
  operationId: string | null;
  /** Why it is not under way; null when it is. */
  refusal: string | null;
}

/**
 * Puts a change of passwords and tokens in line in the transaction that takes somebody's right away, so that one does not come without
 * the other. What stands in its way does not keep the right from being taken away. Call it first, or lock the experiment first. Right: manage.
 */
export async function requestRenewal(tx: Executor, actor: Actor, experimentId: string): Promise<Renewal> {
  try {
    const { operationId } = await requestOperationIn(tx, actor, experimentId, { kind: 'experiment.renew' });
    return { operationId, refusal: null };
  } catch (error) {
    // nothing was written before it is thrown, so the transaction goes on
    if (error instanceof AppError && error.code === 'conflict') return { operationId: null, refusal: error.message };
    throw error;
  }
}
