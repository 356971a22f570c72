import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import {
  type ExperimentState,
  experiments,
  type OperationKind,
  operationSteps,
  operations,
} from '../../../server/db/schema/index.ts';
import { type RunnerOptions, runOperation } from '../../../server/jobs/run-operation.ts';
import type { Step, StepContext, Steps } from '../../../server/jobs/step.ts';
import { STEPS } from '../../../server/jobs/steps.ts';
import type { Context } from '../../../server/services/context.ts';
import { defaultLimits } from '../../../server/services/experiments/default-limits.ts';
import { planOf } from '../../../server/services/operations/plans.ts';
import type { GiteaClient } from '../../../server/system/gitea.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** Runs operations in a database of its own, with steps that a test puts in the place of the real ones. */
export class Runner {
  readonly database: TestDatabase;
  /** Alice, who owns every experiment. */
  readonly ctx: Context;

  static async open(): Promise<Runner> {
    return new Runner(await createTestDatabase());
  }

  private constructor(database: TestDatabase) {
    this.database = database;
    this.ctx = { db: database.db, actor: { kind: 'user', username: 'alice', admin: false, sessionId: randomUUID() } };
  }

  async make(state: ExperimentState): Promise<{ id: string; name: string }> {
    const name = `x${randomUUID().slice(0, 8)}`;
    const [row] = await this.database.db
      .insert(experiments)
      .values({ name, owner: 'alice', state, uid: 20_000, limits: defaultLimits() })
      .returning();
    if (!row) throw new Error('no experiment');
    return { id: row.id, name };
  }

  carryOn(id: string, options: RunnerOptions, signal = new AbortController().signal): Promise<void> {
    const provisioner = () => Promise.reject(new Error('no step of these tests asks the provisioner'));
    // The steps are the test's own, so nothing asks for another part of the machine.
    return runOperation({ db: this.database.db, provisioner, gitea: {} as GiteaClient }, id, signal, options);
  }

  /** What the database says of an operation: its state and failure, its experiment's state (null: no row), its steps' states. */
  async stateOf(id: string) {
    const { db } = this.database;
    const [operation] = await db.select().from(operations).where(eq(operations.id, id));
    if (!operation) throw new Error(`there is no operation ${id}`);
    const [experiment] = await db.select().from(experiments).where(eq(experiments.id, operation.experimentId));
    const steps = await db.select().from(operationSteps).where(eq(operationSteps.operationId, id));
    return {
      state: operation.state,
      message: operation.failure?.message ?? null,
      experiment: experiment?.state ?? null,
      readyAt: experiment?.readyAt ?? null,
      uid: experiment?.uid ?? null,
      attempts: operation.attempts,
      cancelRequested: operation.cancelRequested,
      steps: Object.fromEntries(steps.map((step) => [step.key, step.state])),
    };
  }
}

/** Steps of a kind that note in `done` what they do; `own` replaces some. Like the real ones, some have no undo. */
export function stepsThatNote<K extends OperationKind>(
  kind: K,
  done: string[],
  own: Partial<Record<keyof Steps<K>, Partial<Step>>> = {},
): RunnerOptions {
  const real: Record<string, Step> = STEPS[kind];
  const replaced: Record<string, Partial<Step> | undefined> = own;
  const steps = planOf(kind).steps.map(({ key }): [string, Step] => {
    const noted = (what: string, act?: (context: StepContext) => Promise<void>) => async (context: StepContext) => {
      done.push(`${what} ${key}`);
      await act?.(context);
    };
    const step = { run: noted('run', replaced[key]?.run) };
    return [key, real[key]?.undo ? { ...step, undo: noted('undo', replaced[key]?.undo) } : step];
  });
  return { steps: { ...STEPS, [kind]: Object.fromEntries(steps) }, undoPauseMs: 0 };
}
