import type { OperationKind, operations, StepRecord } from '../db/schema/index.ts';
import type { ExperimentRow } from '../services/access.ts';
import type { StepKey } from '../services/operations/plans.ts';
import type { Subject } from '../shared/provisioner-protocol.ts';
import type { Ports } from './ports.ts';

/** What a step is given. */
export interface StepContext extends Ports {
  operation: typeof operations.$inferSelect;
  experiment: ExperimentRow;
  /** Name and id of the experiment, as every part of the machine is marked with them. */
  subject: Subject;
  /** Who asked, for the journal. */
  actor: string;
  /** What an earlier try of this step wrote down. */
  recorded: StepRecord;
  /** Writes down what is about to be made. Resolves when it is stored: only then make it. */
  record: (intent: StepRecord) => Promise<void>;
  /** Aborts when the worker stops, and when a person cancels: a long step passes it on. */
  signal: AbortSignal;
  /** Shows a line on the progress page. Never pass a secret. */
  line: (text: string) => void;
}

/**
 * One step of an operation. `run` may be called again after a crash at any point in it, so it finds what it did and goes
 * on. `undo` takes back what `recorded` names and is called again until it succeeds.
 */
export interface Step {
  run: (ctx: StepContext) => Promise<void>;
  undo?: (ctx: StepContext) => Promise<void>;
}

/** Code for every step of a kind of operation: a step without code does not compile. */
export type Steps<K extends OperationKind> = Record<StepKey<K>, Step>;
