/**
 * The few kinds of refusal and failure that the platform tells a person about. The message is shown as it is: it says
 * what is wrong and what to do. Anything that is not an AppError never shows its inside to a browser.
 */
export type ErrorCode =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'limited'
  | 'unavailable';

export class AppError extends Error {
  readonly code: ErrorCode;
  /** The last lines that the failing part wrote, when there are any. */
  readonly log: string[];
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; log?: string[] } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.log = options.log ?? [];
  }
}

export const invalid = (message: string) => new AppError('invalid', message);
export const forbidden = (message: string) => new AppError('forbidden', message);
export const missing = (message: string) => new AppError('missing', message);
export const conflict = (message: string) => new AppError('conflict', message);
export const unavailable = (message: string, cause?: unknown) => new AppError('unavailable', message, { cause });
