import type { StateKind } from '../_ui/state.tsx';
import { OPERATION_WORDS } from './operation-words.ts';
import type { ExperimentSummary, OperationSummary } from './types.ts';

interface Shown {
  kind: StateKind;
  word: string;
  progress?: number;
}

/** The state of an experiment in a word, with how far an operation on it is. */
export function experimentState(experiment: Pick<ExperimentSummary, 'state' | 'operation'>): Shown {
  const { state, operation } = experiment;
  // Starting, stopping and the like leave the state as it is; the operation is what a person wants to see.
  const moving = operation !== null && !isFinished(operation.state);
  switch (state) {
    case 'ready':
    case 'stopped':
      if (moving) return onItsWay(OPERATION_WORDS[operation.kind].short, operation);
      return state === 'ready' ? { kind: 'ok', word: 'Ready' } : { kind: 'off', word: 'Stopped' };
    case 'archived':
      if (moving) return onItsWay(OPERATION_WORDS[operation.kind].short, operation);
      return { kind: 'off', word: 'Archived' };
    case 'failed': {
      const part = operation?.failure?.part;
      return { kind: 'bad', word: part ? `Failed: ${part}` : 'Failed' };
    }
    case 'creating':
      return onItsWay('Creating', operation);
    case 'archiving':
      return onItsWay('Archiving', operation);
    case 'restoring':
      return onItsWay('Restoring', operation);
    case 'deleting':
      return onItsWay('Deleting', operation);
  }
}

function onItsWay(word: string, operation: ExperimentSummary['operation']): Shown {
  if (!operation || operation.total === 0) return { kind: 'busy', word };
  const { done, total } = operation;
  return { kind: 'busy', word: `${word}, ${done} of ${total}`, progress: done / total };
}

/** Whether something is being done with an experiment, so that what is shown changes soon. */
export function isMoving({ state, operation }: Pick<ExperimentSummary, 'state' | 'operation'>): boolean {
  if (state === 'creating' || state === 'archiving' || state === 'restoring' || state === 'deleting') return true;
  return operation !== null && !isFinished(operation.state);
}

type WorkspaceState = ExperimentSummary['lab'];

/** The state of JupyterLab or code-server in a word. */
export function workspaceState(state: WorkspaceState): Shown {
  const shown: Record<WorkspaceState, Shown> = {
    running: { kind: 'ok', word: 'Running' },
    starting: { kind: 'busy', word: 'Starting' },
    stopped: { kind: 'off', word: 'Stopped' },
    failed: { kind: 'bad', word: 'Failed' },
    unknown: { kind: 'off', word: 'Unknown' },
  };
  return shown[state];
}

/** The state of an operation in a word. */
export function operationState(operation: Pick<OperationSummary, 'state' | 'failure'>): Shown {
  const shown: Record<OperationSummary['state'], Shown> = {
    queued: { kind: 'off', word: 'Waiting' },
    running: { kind: 'busy', word: 'Running' },
    undoing: { kind: 'busy', word: 'Undoing' },
    succeeded: { kind: 'ok', word: 'Done' },
    failed: { kind: 'bad', word: operation.failure ? `Failed: ${operation.failure.part}` : 'Failed' },
    cancelled: { kind: 'off', word: 'Cancelled' },
  };
  return shown[operation.state];
}

/** What an operation does, as a heading: "Creating churn", "Created churn", "Archiving churn failed", … */
export function operationTitle(operation: Pick<OperationSummary, 'kind' | 'state' | 'experimentName'>): string {
  const { kind, state, experimentName: name } = operation;
  const { doing, done } = OPERATION_WORDS[kind];
  if (state === 'succeeded') return done(name);
  if (state === 'failed') return `${doing(name)} failed`;
  if (state === 'cancelled') return `${doing(name)} was cancelled`;
  return doing(name);
}

/** Tells whether nothing more will happen to an operation. */
export function isFinished(state: OperationSummary['state']): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}
