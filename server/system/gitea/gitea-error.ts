/**
 * Why Gitea did not do what it was asked: `unavailable` it does not answer, or not in time; `conflict` something that the
 * platform did not make has the name; `missing` there is no such thing; `failed` all else.
 */
export type GiteaErrorCode = 'unavailable' | 'conflict' | 'missing' | 'failed';

/** A call to Gitea was not carried out. The message names Gitea and can be shown to a person. */
export class GiteaError extends Error {
  readonly code: GiteaErrorCode;
  /** HTTP status of the answer, when there was one. */
  readonly status: number | null;
  constructor(code: GiteaErrorCode, message: string, options: { cause?: unknown; status?: number } = {}) {
    super(message, { cause: options.cause });
    this.name = 'GiteaError';
    this.code = code;
    this.status = options.status ?? null;
  }
}
