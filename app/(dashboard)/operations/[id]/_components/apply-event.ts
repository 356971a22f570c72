import type { Operation, OperationEvent, OperationStep } from '../../../../_data/types.ts';

/** An operation after an event. One that the operation holds already (the whole came in between) changes nothing. */
export function applyEvent(operation: Operation, sequence: number, event: OperationEvent): Operation {
  if (sequence <= operation.lastSequence) return operation;
  if (event.type === 'operation') {
    return { ...operation, lastSequence: sequence, state: event.state, failure: event.failure };
  }
  const steps = operation.steps.map((step) => (step.position === event.position ? applyToStep(step, event) : step));
  return { ...operation, lastSequence: sequence, steps };
}

function applyToStep(step: OperationStep, event: Exclude<OperationEvent, { type: 'operation' }>): OperationStep {
  if (event.type === 'line') return { ...step, lines: [...step.lines, event.line] };
  const { state, at } = event;
  return {
    ...step,
    state,
    startedAt: state === 'running' ? (step.startedAt ?? at) : step.startedAt,
    finishedAt: state === 'done' || state === 'failed' ? at : step.finishedAt,
  };
}
