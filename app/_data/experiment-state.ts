import type { StateKind } from '../_ui/state.tsx';
import type { ExperimentSummary, OperationSummary } from './types.ts';

interface Shown {
  kind: StateKind;
  word: string;
  progress?: number;
}

/** The state of an experiment in a word, with how far an operation on it is. */
export function experimentState(experiment: Pick<ExperimentSummary, 'state' | 'operation'>): Shown {
  const { state, operation } = experiment;
  if (state === 'ready') return { kind: 'ok', word: 'Ready' };
  if (state === 'failed') {
    const part = operation?.failure?.part;
    return { kind: 'bad', word: part ? `Failed: ${part}` : 'Failed' };
  }
  const word = state === 'creating' ? 'Creating' : 'Deleting';
  if (!operation || operation.total === 0) return { kind: 'busy', word };
  return {
    kind: 'busy',
    word: `${word}, ${operation.done} of ${operation.total}`,
    progress: operation.done / operation.total,
  };
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

export function isRunning(experiment: Pick<ExperimentSummary, 'lab' | 'code'>): boolean {
  return [experiment.lab, experiment.code].some((state) => state === 'running' || state === 'starting');
}

/** Something a person has to look at: an operation or a workspace that failed. */
export function needsAttention(experiment: Pick<ExperimentSummary, 'state' | 'lab' | 'code'>): boolean {
  return experiment.state === 'failed' || experiment.lab === 'failed' || experiment.code === 'failed';
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

/** What an operation does, as a heading: "Creating churn", "Created churn", … */
export function operationTitle(operation: Pick<OperationSummary, 'kind' | 'state' | 'experimentName'>): string {
  const creating = operation.kind === 'experiment.create';
  const name = operation.experimentName;
  if (operation.state === 'succeeded') return `${creating ? 'Created' : 'Deleted'} ${name}`;
  const verb = creating ? 'Creating' : 'Deleting';
  if (operation.state === 'failed') return `${verb} ${name} failed`;
  if (operation.state === 'cancelled') return `${verb} ${name} was cancelled`;
  return `${verb} ${name}`;
}

/** Tells whether nothing more will happen to an operation. */
export function isFinished(state: OperationSummary['state']): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'cancelled';
}
