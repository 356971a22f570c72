import { AppError } from '../../../shared/errors.ts';

/** A place for archives does not do what it should. The message names the place and what it said. */
export class StoreError extends AppError {
  constructor(message: string, cause?: unknown) {
    super('unavailable', message, { cause });
    this.name = 'StoreError';
  }
}
