import type { OperationFailure } from '../db/schema/index.ts';
import { StoreError } from '../services/archives/stores/store-error.ts';
import { AppError } from '../shared/errors.ts';
import { GiteaError } from '../system/gitea.ts';
import { isUnreachable } from '../system/postgres/connection.ts';
import { ProvisionerError } from '../system/provisioner.ts';
import { storable } from './journal.ts';

/** What a person is told of an error in a step: the part, what happened, and what to do. The cause goes to the journal. */
export function describeFailure(error: unknown, stepTitle: string): OperationFailure {
  const { part, message, log } = describe(error, stepTitle);
  return { part, message: storable(message), log: log.map(storable) };
}

function describe(error: unknown, stepTitle: string): OperationFailure {
  if (error instanceof ProvisionerError) {
    return { part: stepTitle, message: error.message, log: error.log ?? [] };
  }
  if (error instanceof StoreError) return { part: 'Place for archives', message: error.message, log: [] };
  if (error instanceof GiteaError) return { part: 'Gitea', message: error.message, log: [] };
  if (error instanceof AppError && error.code !== 'unavailable') {
    return { part: stepTitle, message: error.message, log: error.log };
  }
  if (isUnreachable(error)) {
    return {
      part: 'PostgreSQL',
      message: 'PostgreSQL does not answer. Start it (“systemctl start postgresql” on the machine) and try again.',
      log: [],
    };
  }
  if (isFullDisk(error)) {
    return {
      part: stepTitle,
      message: 'There is no space left on the disk of the machine. Free some, then try again.',
      log: [],
    };
  }
  return {
    part: stepTitle,
    message: 'An unexpected error stopped this step. “journalctl -u worker” on the machine has the details.',
    log: [],
  };
}

/** PostgreSQL reports a full disk as 53100 (disk_full), the system as ENOSPC. */
function isFullDisk(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  const cause = error instanceof Error ? error.cause : null;
  return code === '53100' || code === 'ENOSPC' || (cause instanceof Error && isFullDisk(cause));
}
