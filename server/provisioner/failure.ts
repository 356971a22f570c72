/** Why a request was not carried out, in the codes of the protocol. */
import { ProcessError } from '../shared/process.ts';
import type { ProvisionerErrorCode } from '../shared/provisioner-protocol.ts';

/** Ends a request with a code and a sentence for the person who asked. */
export class Failure extends Error {
  readonly code: ProvisionerErrorCode;
  readonly log: string[] | undefined;
  constructor(code: ProvisionerErrorCode, message: string, log?: string[]) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.log = log;
  }
}

const FULL_CODES = new Set(['ENOSPC', 'EDQUOT']);
const FULL_WORDS = /No space left on device|Disk quota exceeded/;

/** Turns whatever was thrown into a Failure; a full disk is told from all else. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure('failed', String(error));
  if (isFull(error)) return new Failure('full', 'There is no space left on the disk. Free some space, then try again.');
  return new Failure('failed', error.message);
}

/** Tells whether an error, or what a program said, means that the disk or a quota is full. */
function isFull(error: Error): boolean {
  if (FULL_CODES.has(errorCode(error) ?? '')) return true;
  return error instanceof ProcessError && FULL_WORDS.test(error.result.stderr);
}

/** The `code` of a system error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
