import { and, asc, eq, gt } from 'drizzle-orm';
import { EVENTS_CHANNEL } from '../../db/channels.ts';
import { Notifications } from '../../db/notifications.ts';
import { type OperationEvent, operationEvents, operations } from '../../db/schema/index.ts';
import type { Context } from '../context.ts';
import { loadOperation } from './load-operation.ts';
import { viewFailure } from './views.ts';

/** Looks again this often even when nothing was notified, so that a lost notification delays and does not hang. */
const LOOK_AGAIN_MS = 5_000;

const SHARED = Symbol.for('homelab-paas.operation-events');
const globals = globalThis as typeof globalThis & { [SHARED]?: Notifications };

/** One listening connection a process serves everybody who watches. */
function notifications(): Notifications {
  if (!globals[SHARED]) {
    globals[SHARED] = new Notifications([EVENTS_CHANNEL]);
    void globals[SHARED].open();
  }
  return globals[SHARED];
}

/**
 * The events of an operation after the sequence number `after`, as they come, until it has ended or `signal` aborts.
 * Throws `missing`.
 */
export async function* watchOperation(
  ctx: Context,
  { id, after, signal }: { id: string; after: number; signal: AbortSignal },
): AsyncGenerator<{ sequence: number; at: string; event: OperationEvent }> {
  const { rights } = await loadOperation(ctx.db, id, ctx.actor);
  let last = after;
  while (!signal.aborted) {
    const woken = nextEvent(id, signal);
    const ended = await hasEnded(ctx, id);
    const events = await ctx.db
      .select()
      .from(operationEvents)
      .where(and(eq(operationEvents.operationId, id), gt(operationEvents.sequence, last)))
      .orderBy(asc(operationEvents.sequence));
    for (const { sequence, at, event } of events) {
      last = sequence;
      if (event.type === 'line' && !rights.has('logs')) continue;
      yield { sequence, at: at.toISOString(), event: shown(event, rights.has('logs')) };
    }
    if (ended) return;
    await woken;
  }
}

function shown(event: OperationEvent, logs: boolean): OperationEvent {
  return event.type === 'operation' ? { ...event, failure: viewFailure(event.failure, logs) } : event;
}

async function hasEnded(ctx: Context, id: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ finishedAt: operations.finishedAt })
    .from(operations)
    .where(eq(operations.id, id));
  return !row || row.finishedAt !== null;
}

/** Resolves at the next event of the operation, after LOOK_AGAIN_MS, or when the watcher goes. */
function nextEvent(id: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const source = notifications();
    const done = () => {
      clearTimeout(timer);
      source.off(EVENTS_CHANNEL, onEvent);
      source.off('reconnected', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const onEvent = (payload: string) => {
      if (payload === id) done();
    };
    const timer = setTimeout(done, LOOK_AGAIN_MS);
    source.on(EVENTS_CHANNEL, onEvent);
    source.on('reconnected', done);
    signal.addEventListener('abort', done);
  });
}
