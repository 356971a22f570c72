import { asc, eq } from 'drizzle-orm';
import { operationEvents, operationSteps } from '../../db/schema/index.ts';
import type { Context } from '../context.ts';
import { loadOperation } from './load-operation.ts';
import { viewOperation, viewStep } from './views.ts';

/** Most lines that are shown of one step; the newest stay. */
const LINES_SHOWN = 200;

/**
 * An operation with its steps and their output, and the sequence number of the last event in it, from which a stream can
 * go on. Throws `missing`.
 */
export async function getOperation(ctx: Context, { id }: { id: string }) {
  return ctx.db.transaction(
    async (tx) => {
      const { operation, rights } = await loadOperation(tx, id, ctx.actor);
      const steps = await tx
        .select()
        .from(operationSteps)
        .where(eq(operationSteps.operationId, id))
        .orderBy(asc(operationSteps.position));
      const events = await tx
        .select()
        .from(operationEvents)
        .where(eq(operationEvents.operationId, id))
        .orderBy(asc(operationEvents.sequence));
      const linesOf = (position: number) =>
        events
          .flatMap(({ event }) => (event.type === 'line' && event.position === position ? [event.line] : []))
          .slice(-LINES_SHOWN);
      return {
        ...viewOperation(operation, 1 + steps.findLastIndex((step) => step.state !== 'pending'), {
          logs: rights.has('logs'),
        }),
        /** Without the right to read logs the lines are left out. */
        logs: rights.has('logs'),
        steps: steps.map((step) => viewStep(step, rights.has('logs') ? linesOf(step.position) : [])),
        lastSequence: events.at(-1)?.sequence ?? 0,
      };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}
