import { setTimeout as sleep } from 'node:timers/promises';
import { asc, eq } from 'drizzle-orm';
import type { Executor } from '../db/client.ts';
import { experiments, type OperationFailure, operationSteps, operations, type StepRecord } from '../db/schema/index.ts';
import { appendEvent } from '../services/operations/append-event.ts';
import { finalPosition } from '../services/operations/plans.ts';
import { describeFailure } from './describe-failure.ts';
import { finishOperation } from './finish-operation.ts';
import { storable, writeOperation, writeRecord, writeStep } from './journal.ts';
import { persist } from './persist.ts';
import type { Ports } from './ports.ts';
import { Sequence } from './sequence.ts';
import type { Step, StepContext } from './step.ts';
import { STEPS } from './steps.ts';

/** How often an undo is tried before a person has to look. The pause doubles from the first try to the next, up to the longest. */
const UNDO_TRIES = 8;
const FIRST_UNDO_PAUSE_MS = 1_000;
const LONGEST_UNDO_PAUSE_MS = 15_000;
const LOOK_FOR_CANCEL_MS = 1_000;

type OperationRow = typeof operations.$inferSelect;
type StepRow = typeof operationSteps.$inferSelect;

class Cancelled extends Error {}

/** What a test of the runner puts in the place of the platform's own. */
export interface RunnerOptions {
  /** Code of the steps. */
  steps?: typeof STEPS;
  /** Milliseconds between the first try of an undo and the second. */
  undoPauseMs?: number;
}

/**
 * Carries an operation on from wherever it stands to its end: forward through its steps, or backward when a step fails
 * or a person cancelled. Rejects only when `signal` aborts; the operation then stays as it is and is taken up again.
 */
export async function runOperation(
  ports: Ports,
  id: string,
  signal: AbortSignal,
  options: RunnerOptions = {},
): Promise<void> {
  const run = await Run.load(ports, id, signal, options);
  if (run.operation.state === 'undoing') return run.backward(run.operation.failure);
  const failure = await run.forward();
  if (failure === 'none' && (await run.succeed())) return;
  if (failure === 'none' || !run.isPastUndo()) return run.backward(failure === 'none' ? null : failure);
  return run.finish('failed', failure, false);
}

class Run {
  readonly ports: Ports;
  readonly operation: OperationRow;
  readonly signal: AbortSignal;
  readonly options: RunnerOptions;
  /**
   * Every event of the operation is written through this, one after the other: watchers go on from the last sequence number
   * that they saw, so a later number must never be committed before an earlier one.
   */
  readonly #events = new Sequence();
  /** Position of the step that failed, and of the last of those that have begun. */
  #failedAt = -1;
  #reached = -1;

  private constructor(ports: Ports, operation: OperationRow, signal: AbortSignal, options: RunnerOptions) {
    this.ports = ports;
    this.operation = operation;
    this.signal = signal;
    this.options = options;
  }

  static async load(ports: Ports, id: string, signal: AbortSignal, options: RunnerOptions): Promise<Run> {
    const operation = await persist(async () => {
      const [before] = await ports.db.select().from(operations).where(eq(operations.id, id));
      if (!before) throw new Error(`operation ${id} does not exist`);
      const [row] = await ports.db
        .update(operations)
        .set({ attempts: before.attempts + 1, startedAt: before.startedAt ?? new Date() })
        .where(eq(operations.id, id))
        .returning();
      if (row?.state === 'queued') await writeOperation(ports.db, id, 'running');
      return row ?? before;
    }, signal);
    return new Run(ports, operation, signal, options);
  }

  /** Runs what is not done yet. Gives 'none', the failure, or null when a person cancelled. */
  async forward(): Promise<OperationFailure | null | 'none'> {
    const steps = await this.#steps();
    // also of what an earlier try had begun past the point of no return, though its first steps are done again
    this.#reached = steps.findLast((step) => step.state !== 'pending')?.position ?? -1;
    for (const step of steps) {
      if (step.state === 'done') continue;
      const cancelled = new AbortController();
      try {
        await this.#enterStep(step);
        this.#reached = Math.max(this.#reached, step.position);
        await this.#runStep(step, cancelled);
      } catch (error) {
        this.signal.throwIfAborted();
        if (error instanceof Cancelled) return null;
        if (cancelled.signal.aborted) {
          await this.#writeStep(step, 'failed');
          return null;
        }
        console.error(`operation ${this.operation.id}, step ${step.key}:`, error);
        this.#failedAt = step.position;
        await this.#writeStep(step, 'failed');
        return describeFailure(error, step.title);
      }
    }
    return 'none';
  }

  /**
   * Undoes what was begun, last first, then ends the operation as failed, or as cancelled when there is no failure. Stops at a
   * step that cannot be undone: what was made before it is needed to remove the rest later (a home is known by its account).
   */
  async backward(failure: OperationFailure | null): Promise<void> {
    await this.#write(() =>
      this.ports.db.transaction((tx) => writeOperation(tx, this.operation.id, 'undoing', failure)),
    );
    const begun = (await this.#steps()).filter((step) => step.state !== 'pending' && step.state !== 'undone').reverse();
    for (const step of begun) {
      if (await this.#undoStep(step)) continue;
      const stuck = {
        part: failure?.part ?? 'Undo',
        message: `${failure?.message ?? 'The operation was cancelled.'} Undoing stopped at “${step.title}”: delete the experiment to remove the rest.`,
        log: failure?.log ?? [],
      };
      return this.finish('failed', stuck, false);
    }
    return this.finish(failure ? 'failed' : 'cancelled', failure);
  }

  /** Gives false when a person cancelled in the last moment, and all can still be taken back. */
  succeed(): Promise<boolean> {
    const unlessCancelled = !this.isPastUndo();
    return this.#write(() => finishOperation(this.ports.db, this.operation, { state: 'succeeded', unlessCancelled }));
  }

  /** `undone`: nothing of what it did is left. */
  async finish(state: 'failed' | 'cancelled', failure: OperationFailure | null, undone = true): Promise<void> {
    await this.#write(() => finishOperation(this.ports.db, this.operation, { state, failure, undone }));
  }

  /** Whether a step has begun from which on nothing is taken back. */
  isPastUndo(): boolean {
    return this.#reached >= finalPosition(this.operation.kind);
  }

  /**
   * Begins a step unless a person has cancelled. Both in one transaction with a lock that cancelling takes too: nobody is told
   * that an operation will be undone when it goes past the point from which it cannot be.
   */
  #enterStep(step: StepRow): Promise<void> {
    const { db } = this.ports;
    return this.#write(() =>
      db.transaction(async (tx) => {
        if (!this.isPastUndo()) await throwIfCancelled(tx, this.operation.id);
        await writeStep(tx, this.operation.id, step.position, 'running');
      }),
    );
  }

  /** Runs a step. A person who cancels meanwhile aborts `cancelled`, which a long step listens to. */
  async #runStep(step: StepRow, cancelled: AbortController): Promise<void> {
    const watch = setInterval(() => void this.#abortWhenCancelled(cancelled), LOOK_FOR_CANCEL_MS);
    try {
      const signal = AbortSignal.any([this.signal, cancelled.signal]);
      await this.#code(step).run(await this.#context(step, signal));
    } finally {
      clearInterval(watch);
    }
    await this.#writeStep(step, 'done');
  }

  async #abortWhenCancelled(cancelled: AbortController): Promise<void> {
    if (this.isPastUndo()) return;
    const { db } = this.ports;
    const look = () => db.transaction((tx) => throwIfCancelled(tx, this.operation.id));
    await look().catch((error: unknown) => {
      if (error instanceof Cancelled) cancelled.abort(); // what else went wrong is seen by the next look
    });
  }

  async #undoStep(step: StepRow): Promise<boolean> {
    if (!this.#hasCode(step)) {
      // an upgrade came while it was under way: a person has to look, and is told where it stopped
      await this.#writeStep(step, 'failed');
      return false;
    }
    const undo = this.#code(step).undo;
    if (!undo) return true;
    const failed = step.position === this.#failedAt || step.state === 'failed';
    await this.#writeStep(step, 'undoing');
    for (let attempt = 1; ; attempt++) {
      try {
        await undo(await this.#context(step, this.signal));
        break;
      } catch (error) {
        this.signal.throwIfAborted();
        console.error(`operation ${this.operation.id}, undo of ${step.key}, try ${attempt}:`, error);
        if (attempt === UNDO_TRIES) {
          await this.#writeStep(step, 'failed');
          return false;
        }
        await sleep(this.#undoPauseMs(attempt), undefined, { signal: this.signal });
      }
    }
    await this.#writeStep(step, failed ? 'failed' : 'undone');
    return true;
  }

  async #context(step: StepRow, signal: AbortSignal): Promise<StepContext> {
    const { db } = this.ports;
    const experiment = await this.#persist(async () => {
      const [row] = await db.select().from(experiments).where(eq(experiments.id, this.operation.experimentId));
      if (!row) throw new Error(`operation ${this.operation.id} has lost its experiment`);
      return row;
    });
    let record: StepRecord = step.record;
    return {
      ...this.ports,
      operation: this.operation,
      experiment,
      subject: { name: experiment.name, id: experiment.id },
      actor: this.operation.requestedBy,
      signal,
      recorded: record,
      record: async (intent) => {
        record = { ...record, ...intent };
        await this.#persist(() => writeRecord(db, this.operation.id, step.position, record));
      },
      line: (text) => {
        const event = { type: 'line', position: step.position, line: storable(text.slice(0, 500)) } as const;
        this.#events.add(() => appendEvent(db, this.operation.id, event)).catch(() => undefined); // a lost line harms nothing
      },
    };
  }

  #writeStep(step: StepRow, state: StepRow['state']): Promise<void> {
    return this.#write(() => this.ports.db.transaction((tx) => writeStep(tx, this.operation.id, step.position, state)));
  }

  #steps(): Promise<StepRow[]> {
    return this.#persist(() =>
      this.ports.db
        .select()
        .from(operationSteps)
        .where(eq(operationSteps.operationId, this.operation.id))
        .orderBy(asc(operationSteps.position)),
    );
  }

  #hasCode(step: StepRow): boolean {
    return Object.hasOwn((this.options.steps ?? STEPS)[this.operation.kind], step.key);
  }

  #code(step: StepRow): Step {
    const steps: Record<string, Step> = (this.options.steps ?? STEPS)[this.operation.kind];
    const code = steps[step.key];
    if (!code) throw new Error(`there is no code for step ${step.key} of ${this.operation.kind}`);
    return code;
  }

  #undoPauseMs(attempt: number): number {
    const first = this.options.undoPauseMs ?? FIRST_UNDO_PAUSE_MS;
    return Math.min(LONGEST_UNDO_PAUSE_MS, first * 2 ** (attempt - 1));
  }

  /** Writes a state of the operation, with its event, after all events before it. */
  #write<T>(work: () => Promise<T>): Promise<T> {
    return this.#persist(() => this.#events.add(work));
  }

  #persist<T>(work: () => Promise<T>): Promise<T> {
    return persist(work, this.signal);
  }
}

async function throwIfCancelled(tx: Executor, operationId: string): Promise<void> {
  const [row] = await tx
    .select({ cancelRequested: operations.cancelRequested })
    .from(operations)
    .where(eq(operations.id, operationId))
    .for('update');
  if (row?.cancelRequested) throw new Cancelled();
}
