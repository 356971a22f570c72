import { unavailable } from '../../shared/errors.ts';
import type { Context } from '../context.ts';
import type { viewOperation } from './views.ts';

export interface Batch {
  batchId: string;
  createdAt: string;
  counts: { queued: number; running: number; succeeded: number; failed: number; cancelled: number };
  operations: ReturnType<typeof viewOperation>[];
}

/** The operations of a batch that the actor may see. Throws `missing` when there is none. */
export async function getBatch(_ctx: Context, _input: { batchId: string }): Promise<Batch> {
  throw unavailable('This is not built yet.');
}
