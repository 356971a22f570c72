/** Channels of NOTIFY. `operations`: there is something to do. `operation_events`: payload is the operation's id. `drift`: look for it at once. */
export const OPERATIONS_CHANNEL = 'operations';
export const EVENTS_CHANNEL = 'operation_events';
export const DRIFT_CHANNEL = 'drift';
